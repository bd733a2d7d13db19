// Errors of credentials, with the command that logs in.
import type { CallContext, FailureKind, LiveFailure, Thrown } from "./failure.ts";

const provider = /^(CredentialsProviderError|TokenProviderError|ProviderError)$/;
const refused =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|InvalidToken|TokenRefreshRequired|MissingAuthenticationToken|IncompleteSignature|InvalidSignature|SignatureDoesNotMatch|AuthFailure)/;

export function isAboutCredentials({ name, message }: Thrown): boolean {
  // A profile with a role: what was denied is becoming that role, not the call itself.
  return provider.test(name) || refused.test(name) || /perform: sts:AssumeRole/.test(message);
}

type Make = (kind: FailureKind, message: string, remedy: string) => LiveFailure;

export function credentialsFailure(thrown: Thrown, { profile, env }: CallContext, make: Make): LiveFailure {
  const named = profile ?? env["AWS_PROFILE"] ?? null;
  const whose = named === null ? "" : ` of profile ${named}`;
  const fail = (message: string, remedy: string): LiveFailure => make("credentials", message, remedy);
  const { name, message } = thrown;
  const said = message.replace(/\s+/g, " ").replace(/\.$/, "");
  if (/perform: sts:AssumeRole/.test(message)) {
    return fail(
      `the role${whose} cannot be assumed: ${said}`,
      "let its trust policy and this identity's policy allow sts:AssumeRole",
    );
  }
  const shared = sharedFailure(said, thrown, named);
  if (shared !== null) return fail(...shared);
  if (/\bsso\b/i.test(message)) return fail(`there is no valid SSO session${whose}`, `log in: ${login("aws sso login", named)}`);
  if (/aws login|reauthenticate|[/\\]login[/\\]cache/i.test(message)) {
    return fail(`there is no valid session${whose}`, `log in: ${login("aws login", named)}`);
  }
  if (named !== null && /^Could not (?:resolve|load) credentials|could not be found|was not found/.test(message)) {
    return fail(
      `there are no credentials${whose}`,
      `set it up: ${login("aws configure sso", named)}; \`aws configure list-profiles\` lists existing profiles`,
    );
  }
  if (/^Could not load credentials/.test(message)) {
    return fail(
      "there are no AWS credentials",
      `log in: ${login("aws sso login", named)}, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
    );
  }
  if (/multi-factor/.test(message)) {
    return fail(
      `the role${whose} requires MFA, which needs an interactive session`,
      "assume it first (`aws sts assume-role --serial-number … --token-code …`) and set the returned keys, or use SSO",
    );
  }
  if (provider.test(name))
    return fail(`the credentials${whose} cannot be loaded: ${said}`, `log in: ${login("aws sso login", named)}`);
  return fail(refusal(name, whose), renewal(named, env));
}

type Said = readonly [message: string, remedy: string];

/** What is wrong with how profiles refer to each other, or with the command that one names. */
function sharedFailure(said: string, thrown: Thrown, named: string | null): Said | null {
  const profile = named ?? "default";
  const [, visited] = /Detected a cycle .*Profiles visited: (.*)/.exec(said) ?? [];
  if (visited !== undefined) {
    return [
      `the roles of profile ${profile} form a loop: ${visited.split(/,\s*/).sort().join(" and ")}`,
      "set the source_profile of one of them to a profile that has credentials",
    ];
  }
  const [, without] = /using profile: \[([^\]]*)\]/.exec(said) ?? [];
  if (without === undefined || without === profile) return processFailure(said, thrown, profile);
  return [
    `profile ${profile} takes its credentials from profile ${without}, which has no credentials or does not exist`,
    `set it up: ${login("aws configure", without)}, or name another source_profile`,
  ];
}

/** The command itself is not shown: it may have a secret among its arguments. */
function processFailure(said: string, { message }: Thrown, profile: string): Said | null {
  const [, how, what] = /credential_process (returned|did not return) (.*)/.exec(said) ?? [];
  const [failed, why = ""] = /^Command failed: [^\n]*\n?([^\n]*)/.exec(message) ?? [];
  if (failed === undefined && what === undefined) return null;
  const given = how === "returned" ? `returned ${what}` : `returned no ${what}`;
  const ended = why === "" ? "failed" : `failed: ${why.trim()}`;
  return [
    `the credential_process of profile ${profile} ${what === undefined ? ended : given}`,
    `test it with ${login("aws configure export-credentials", profile)}`,
  ];
}

function refusal(name: string, whose: string): string {
  if (/^(ExpiredToken|TokenRefreshRequired)/.test(name)) return `the credentials${whose} have expired`;
  if (/Signature/.test(name)) return `the secret access key${whose} does not match its access key id (${name})`;
  return `AWS does not know the credentials${whose} (${name})`;
}

function renewal(profile: string | null, env: CallContext["env"]): string {
  const keys = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";
  if (profile === null && env["AWS_ACCESS_KEY_ID"])
    return `they come from the environment: update ${keys}, or unset them and log in: ${login("aws sso login", null)}`;
  return `log in: ${login("aws sso login", profile)}, or renew the profile's keys with ${login("aws configure", profile)}`;
}

function login(command: string, profile: string | null): string {
  return `\`${command}${profile === null ? "" : ` --profile ${profile}`}\``;
}
