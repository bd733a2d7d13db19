// The profile of a run: that of --profile counts as if AWS_PROFILE named it, so that its endpoints, services and region count as well.
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { loadSharedConfigFiles } from "@smithy/core/config";
import { nearestName } from "../../nearest.ts";
import { emptyProfile, endpointFailure, noSuchProfile } from "./failure.ts";

type AwsCredentialIdentityProvider = ReturnType<typeof fromIni>;
type Environment = Readonly<Record<string, string | undefined>>;
type Section = Readonly<Record<string, string | undefined>>;

/**
 * From then on the SDK finds the profile in the environment.
 * @param said by --profile or the config
 * @returns its name; null where none is chosen
 * @throws LiveFailure where it does not exist, or an endpoint that it or the environment names is invalid
 */
export async function useProfile(said: string | null, env: Environment): Promise<string | null> {
  if (said === "") throw emptyProfile();
  const name = said ?? (env["AWS_PROFILE"] || null);
  const files = await loadSharedConfigFiles({ ignoreCache: true });
  if (name !== null) refuseMissing(name, files);
  refuseEndpoints(env, files, name ?? "default");
  if (said !== null) process.env["AWS_PROFILE"] = said;
  return name;
}

type Files = Awaited<ReturnType<typeof loadSharedConfigFiles>>;

function refuseMissing(name: string, { configFile, credentialsFile }: Files): void {
  // Sections of other kinds have a point: `services.local`, `sso-session.corp`.
  const names = [...Object.keys(configFile), ...Object.keys(credentialsFile)].filter((each) => !each.includes("."));
  if (name !== "default" && !names.includes(name)) throw noSuchProfile(name, nearestName(name, names));
}

/** What has neither keys nor a role nor a command: its credentials come from elsewhere. */
const WITHOUT = /^Could not resolve credentials using profile: \[(.*)\]/;

/** The SDK's own chain goes on past a profile that is wrong, to whatever the machine has, and hides why. */
export function credentialsOf(profile: string): AwsCredentialIdentityProvider {
  const [ofProfile, others] = [fromIni({ profile }), defaultProvider({ profile })];
  return async (properties) => {
    try {
      return await ofProfile(properties);
    } catch (error) {
      const [, without] = WITHOUT.exec(error instanceof Error ? error.message : "") ?? [];
      if (without === profile) return others(properties);
      throw error;
    }
  };
}

/** The SDK would only reject an invalid address when it sends a request, with a message about its own code. */
function refuseEndpoints(env: Environment, { configFile, credentialsFile }: Files, name: string): void {
  const profile: Section = { ...configFile[name], ...credentialsFile[name] };
  const services: Section = configFile[`services.${profile["services"] ?? ""}`] ?? {};
  const inEnvironment = Object.entries(env).filter(([key]) => /^AWS_ENDPOINT_URL(?:_|$)/.test(key));
  const inServices = Object.entries(services).filter(([key]) => key.endsWith(".endpoint_url"));
  const named = inServices.map(
    ([key, url]) => [`${key.replace(".", "'s ")} in the services section of profile ${name}`, url] as const,
  );
  const all = [...inEnvironment, [`endpoint_url of profile ${name}`, profile["endpoint_url"]] as const, ...named];
  for (const [where, url] of all) if (url && !isAddress(url)) throw endpointFailure(where, url);
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
