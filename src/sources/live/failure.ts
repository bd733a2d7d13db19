// Errors between this machine and AWS: classified, and described with what to do.
import { SourceError } from "../../errors.ts";
import type { Action } from "./actions.ts";
import { credentialsFailure, isAboutCredentials } from "./credentials.ts";

export type FailureKind =
  /** The identity may not do this. */
  | "denied"
  /** None, expired or wrong ones. */
  | "credentials"
  /** None, one that cannot be, or one that the account has not enabled. */
  | "region"
  /** An invalid address. */
  | "endpoint"
  | "clock-skew"
  /** There is no such thing. */
  | "not-found"
  /** After all attempts. */
  | "throttled"
  /** No answer: names that do not resolve, resets, time-outs, 5xx. */
  | "unreachable"
  /** An invalid answer: HTML, or a truncated body. */
  | "unreadable"
  /** The service found something else wrong with the question. */
  | "refused"
  | "time-limit"
  | "interrupted";

/** What every call of a live run throws. The message is a clause that can be used as a reason. */
export class LiveFailure extends SourceError {
  readonly kind: FailureKind;
  /** The IAM action that was denied; null for every other kind. */
  readonly action: string | null;
  /** The service's own name for it: `ResourceNotFoundException`. */
  readonly code: string | null;

  constructor(kind: FailureKind, message: string, more: { remedy: string; action?: string; cause?: unknown }) {
    super(message, { remedy: more.remedy, cause: more.cause });
    this.name = "LiveFailure";
    this.kind = kind;
    this.action = more.action ?? null;
    this.code = more.cause instanceof Error ? more.cause.name : null;
  }
}

/** What will not get better with the next call: the run as a whole is over. */
export function endsRun({ kind }: LiveFailure): boolean {
  return ["credentials", "region", "endpoint", "clock-skew", "interrupted"].includes(kind);
}

export interface CallContext {
  readonly action: Action;
  readonly region: string;
  readonly profile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How far AWS's clock was ahead of this machine's; null until an answer shows it. */
  readonly skewSeconds: number | null;
}

/** The parts of an SDK error that tell what happened. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly status: number | null;
}

/** @param error whatever a client threw */
export function classify(error: unknown, context: CallContext): LiveFailure {
  if (error instanceof LiveFailure) return error;
  const thrown = partsOf(error);
  const what = `${context.action} in ${context.region}`;
  const make = (kind: FailureKind, message: string, remedy: string): LiveFailure =>
    new LiveFailure(kind, message, { remedy, cause: error });
  if (/^(Unreadable|Incomplete)Answer$/.test(thrown.name)) return make("unreadable", `${what}: ${thrown.message}`, askTheNetwork);
  if (isSkew(thrown)) return clockSkew(context.skewSeconds ?? signOfSkew(thrown), error);
  if (/^OptInRequired/.test(thrown.name)) return regionNotEnabled(context, error);
  if (/^Region (is missing|not accepted)/.test(thrown.message)) return regionFailure(error as Error);
  if (isAboutCredentials(thrown)) return credentialsFailure(thrown, context, make);
  if (isDenied(thrown)) return denied(thrown, context, error);
  if (isThrottled(thrown)) {
    return make("throttled", `${what} was throttled at every attempt`, "try again when fewer tools call the same account");
  }
  if (isUnreachable(thrown)) return make("unreachable", `${what} got no response: ${clause(thrown)}`, askTheNetwork);
  if (isUnparsed(thrown)) {
    return make("unreadable", `${what} got a response that is not from AWS: ${clause(thrown)}`, askTheNetwork);
  }
  if (isNotFound(thrown)) return make("not-found", clause(thrown), "use an existing name");
  return make("refused", `${what} was refused: ${thrown.name}: ${clause(thrown)}`, "see the error of the service");
}

export const askTheNetwork = "check the region name, the network, the proxy and AWS_ENDPOINT_URL";

/** @param seconds how far AWS's clock is ahead; infinite where only the direction is known */
export function clockSkew(seconds: number | null, cause?: unknown): LiveFailure {
  const by = seconds === null || !Number.isFinite(seconds) ? "" : ` by ${inWords(Math.abs(seconds))}`;
  const side = seconds === null ? "" : `, it is ${seconds > 0 ? "behind" : "ahead"}`;
  return new LiveFailure("clock-skew", `the clock of this machine differs from AWS's clock${by}${side}`, {
    remedy: "set the clock: request signatures and metric windows depend on it",
    cause,
  });
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / 60)} min`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} days`;
}

const HOUR = 3600;
const DAY = 86_400;

/** Which way the clock is off, by what AWS says of a signature. */
function signOfSkew({ message }: Thrown): number | null {
  if (/Signature expired/i.test(message)) return Number.POSITIVE_INFINITY;
  return /not yet current/i.test(message) ? Number.NEGATIVE_INFINITY : null;
}

export function timeLimit(seconds: number): LiveFailure {
  return new LiveFailure("time-limit", `no response within the time limit of ${seconds} s`, {
    remedy: "raise it with --timeout, in seconds",
  });
}

/** For calls that outlive their run; nothing awaits them. */
export function closed(): LiveFailure {
  return new LiveFailure("interrupted", "the run is over", { remedy: "open another" });
}

export function interrupted(): LiveFailure {
  return new LiveFailure("interrupted", "interrupted", { remedy: "nothing was written" });
}

/** The service answered, and its answer lacks what it was asked for. */
export function unreadable(action: Action, region: string, what: string): LiveFailure {
  return new LiveFailure("unreadable", `${action} in ${region} returned ${what}`, { remedy: askTheNetwork });
}

const setRegion =
  "pass --region, set AWS_REGION, or set the profile's region with `aws configure set region`; a stack ARN includes its region";

/** @param empty what names a region and has nothing for a name: `AWS_REGION` */
export function regionFailure({ message }: Error, empty: string | null = null): LiveFailure {
  const isMissing = message.startsWith("Region is missing");
  const why = empty === null ? "" : `: ${empty} is empty`;
  const text = isMissing ? `no region is set${why}` : message.replace(/^Region/, "the region is");
  return new LiveFailure("region", text, { remedy: setRegion });
}

function regionNotEnabled({ region }: CallContext, cause: unknown): LiveFailure {
  return new LiveFailure("region", `region ${region} is not enabled in this account (OptInRequired)`, {
    remedy: "enable it in the account's settings, or choose another region with --region",
    cause,
  });
}

export function endpointFailure(where: string, url: string): LiveFailure {
  return new LiveFailure("endpoint", `${where} is not an http or https URL: ${JSON.stringify(url)}`, {
    remedy: "use a full URL, e.g. http://localhost:4566, or unset it",
  });
}

const listProfiles = "`aws configure list-profiles` lists existing profiles";

export function noSuchProfile(name: string, near: string | null): LiveFailure {
  const meant = near === null ? "" : `did you mean ${JSON.stringify(near)}? `;
  return new LiveFailure("credentials", `there is no profile ${JSON.stringify(name)} in the AWS config and credentials files`, {
    remedy: `${meant}${listProfiles}; \`aws configure sso --profile ${name}\` sets it up`,
  });
}

export function emptyProfile(): LiveFailure {
  return new LiveFailure("credentials", "the name of the profile is empty", {
    remedy: `name one with --profile, or omit it; ${listProfiles}`,
  });
}

function denied({ message }: Thrown, { action, region }: CallContext, cause: unknown): LiveFailure {
  const named = /perform: ([a-z0-9-]+:\w+)/i.exec(message)?.[1] ?? action;
  const why = /\b(?:because|with an explicit deny)\b.*/.exec(message)?.[0] ?? "";
  return new LiveFailure("denied", `${named} is denied in ${region} ${why}`.replace(/[\s.]+$/, ""), {
    action: named,
    remedy: `allow ${named}; \`fitness permissions\` prints the policy that a live run needs`,
    cause,
  });
}

function partsOf(error: unknown): Thrown {
  const parts = (typeof error === "object" && error !== null ? error : {}) as Record<string, unknown>;
  const metadata = parts["$metadata"] as { httpStatusCode?: number } | undefined;
  return {
    name: String(parts["name"] ?? "Error"),
    message: String(parts["message"] ?? error),
    code: typeof parts["code"] === "string" ? parts["code"] : null,
    status: metadata?.httpStatusCode ?? null,
  };
}

function isSkew({ name, message }: Thrown): boolean {
  if (/^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/.test(name)) return true;
  return /^(InvalidSignature|SignatureDoesNotMatch)/.test(name) && /Signature (expired|not yet current)/i.test(message);
}

function isDenied({ name, status }: Thrown): boolean {
  return /^(AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError|Forbidden)/.test(name) || status === 403;
}

function isThrottled({ name, status }: Thrown): boolean {
  return status === 429 || /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|LimitExceeded)/.test(name);
}

const networkCodes =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|EPROTO|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

function isUnreachable({ name, code, status }: Thrown): boolean {
  return /^(TimeoutError|RequestTimeout)/.test(name) || networkCodes.test(code ?? "") || (status ?? 0) >= 500;
}

function isUnparsed({ name, message }: Thrown): boolean {
  return name === "SyntaxError" || /deserialization error|XML|Unexpected (?:token|end)/i.test(message);
}

function isNotFound({ name, message }: Thrown): boolean {
  return /NotFound|DoesNotExist|NoSuch/.test(name) || (name === "ValidationError" && /does not exist/.test(message));
}

/** What the SDK appends for its own users does not concern ours. */
function clause({ message }: Thrown): string {
  const text = message.split(/\n\s*Deserialization error:/)[0]?.replace(/@smithy\/node-http-handler - (\[ERROR\] )?/, "") ?? "";
  const said = text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  // JSON.parse tells where it stopped, in words about itself.
  return /^Unexpected (?:token|end)|is not valid JSON$/.test(said) ? "it is not JSON" : said;
}
