// A live system opened as a run opens it, on a server on this machine, with an environment of which the test knows everything.
import { onTestFinished, vi } from "vitest";
import { type Live, type LiveRequest, openLive } from "../../src/sources/live/live.ts";
import { folder } from "../folder.ts";

export interface Opened extends Partial<Omit<LiveRequest, "env" | "announce">> {
  readonly endpoint?: string;
  /** Over one with usable keys. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** ~/.aws/config */
  readonly awsConfig?: string;
}

const cleared = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_SESSION_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
];

/** The environment in which the SDK finds these keys, this config and this endpoint, and nothing else. */
function awsEnvironment({ endpoint, env = {}, awsConfig = "" }: Opened): Record<string, string | undefined> {
  const home = folder({ config: awsConfig, credentials: "" });
  return {
    ...Object.fromEntries(cleared.map((name) => [name, undefined])),
    HOME: home,
    AWS_CONFIG_FILE: `${home}/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials`,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_ENDPOINT_URL: endpoint,
    ...env,
  };
}

/** Closed when the test ends. */
export async function opened(given: Opened): Promise<{ live: Live; announced: string[] }> {
  const env = awsEnvironment(given);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const announced: string[] = [];
  const live = await openLive({
    stacks: given.stacks ?? ["prod"],
    region: given.region === undefined ? "eu-west-1" : given.region,
    profile: given.profile ?? null,
    timeoutSeconds: given.timeoutSeconds === undefined ? 60 : given.timeoutSeconds,
    note: given.note ?? (() => {}),
    now: given.now ?? new Date("2026-11-22T10:00:00Z"),
    env,
    interruption: given.interruption ?? new AbortController().signal,
    progress: given.progress ?? (() => {}),
    announce: (text) => announced.push(text),
  });
  onTestFinished(() => live.close());
  return { live, announced };
}
