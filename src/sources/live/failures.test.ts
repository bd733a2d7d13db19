// What goes wrong on the way to AWS, each on the wire as it would be there: what is said, within which time, and that nothing passes.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Fault, type FaultProxy, startFaultProxy } from "../../../test/live/fault-proxy.ts";
import { type Opened, opened } from "../../../test/live/opened.ts";
import { account, type Stub, type StubStack, stackArn, startStub } from "../../../test/live/stub.ts";
import type { FailureKind } from "./failure.ts";

const prod: StubStack = {
  name: "prod",
  template: { Resources: { Fn: { Type: "AWS::Lambda::Function" } } },
  resources: [{ logicalId: "Fn", type: "AWS::Lambda::Function", physicalId: "prod-Fn-1" }],
};

let stub: Stub;
let proxy: FaultProxy;
beforeAll(async () => {
  stub = await startStub([prod, { ...prod, name: "prod-api" }, { ...prod, name: "staging" }]);
});
// One a test: what another left under way is not counted here.
beforeEach(async () => {
  proxy = await startFaultProxy(stub.endpoint);
});
afterEach(() => proxy.stop());
afterAll(() => stub.stop());

interface Told {
  readonly kind: FailureKind | undefined;
  readonly message: string;
  readonly remedy: string | null;
  readonly action: string | null | undefined;
}

/** What a run that reads the stack ends with. @throws where it ends with nothing wrong */
async function failure(given: Opened = {}): Promise<Told> {
  try {
    const { live } = await opened({ endpoint: proxy.endpoint, ...given });
    await live.readStacks();
  } catch (error) {
    const { kind, message, remedy, action } = error as Told;
    return { kind, message, remedy, action };
  }
  throw new Error("nothing went wrong");
}

describe("denied", () => {
  test.each(["DescribeStacks", "ListStackResources", "GetTemplate"])("%s: the action is named", async (call) => {
    proxy.inject(`cloudformation:${call}`, { kind: "deny" });
    const action = `cloudformation:${call}`;
    expect(await failure()).toEqual({
      kind: "denied",
      action,
      message: `${action} is denied in eu-west-1 because no identity-based policy allows the ${action} action`,
      remedy: `allow ${action}; \`fitness permissions\` prints the policy that a live run needs`,
    });
    expect(proxy.seen.get(action)).toBe(1);
  });

  test("GetCallerIdentity: nothing depends on it", async () => {
    proxy.inject("sts:GetCallerIdentity", { kind: "deny" });
    const { live, announced } = await opened({ endpoint: proxy.endpoint });
    expect((await live.readStacks()).recording.stacks.map(({ name }) => name)).toEqual(["prod"]);
    expect(announced).toEqual([`account ${account}, eu-west-1, as an unknown identity: prod CREATE_COMPLETE`]);
  });
});

const refusal = (code: string, message = code): Fault => ({ kind: "error", status: 403, code, message });
const ssoConfig = `[profile audit]
sso_session = corp
sso_account_id = ${account}
sso_role_name = audit
region = eu-west-1
[sso-session corp]
sso_start_url = https://example.com/start
sso_region = eu-west-1
`;

describe("credentials", () => {
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

  test("none", async () => {
    expect(await failure({ env: none })).toMatchObject({
      kind: "credentials",
      message: "there are no AWS credentials",
      remedy: "log in: `aws sso login`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    });
    expect(Object.fromEntries(proxy.seen)).toEqual({});
  });

  test("a profile that is not there", async () => {
    expect(await failure({ env: none, profile: "adit", awsConfig: ssoConfig })).toMatchObject({
      kind: "credentials",
      message: 'there is no profile "adit" in the AWS config and credentials files',
      remedy:
        'did you mean "audit"? `aws configure list-profiles` lists existing profiles; `aws configure sso --profile adit` sets it up',
    });
    expect(await failure({ env: { ...none, AWS_PROFILE: "adit" } })).toMatchObject({
      message: 'there is no profile "adit" in the AWS config and credentials files',
    });
    expect(await failure({ profile: "" })).toMatchObject({ message: "the name of the profile is empty" });
  });

  test.each([
    ["fails", "false", "the credential_process of profile audit failed"],
    ["says why", "echo no badge >&2; false", "the credential_process of profile audit failed: no badge"],
    ["is not there", "no-such-command-here", /^the credential_process of profile audit failed: .*not found/],
    ["writes no JSON", "echo hello", "the credential_process of profile audit returned invalid JSON"],
    ["writes no keys", "echo {}", "the credential_process of profile audit returned no Version 1"],
  ])("of a command that %s", async (_, command, message) => {
    const awsConfig = `[profile audit]\ncredential_process = sh -c "${command}"\n`;
    expect(await failure({ env: none, profile: "audit", awsConfig })).toMatchObject({
      kind: "credentials",
      message: typeof message === "string" ? message : expect.stringMatching(message),
      remedy: "test it with `aws configure export-credentials --profile audit`",
    });
  });

  const role = (name: string, source: string): string =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/${name}\nsource_profile = ${source}\n`;

  test("of roles that lead back to themselves", async () => {
    const awsConfig = role("audit", "base") + role("base", "audit");
    expect(await failure({ env: none, profile: "audit", awsConfig })).toMatchObject({
      kind: "credentials",
      message: "the roles of profile audit form a loop: audit and base",
    });
  });

  test("of a source profile that is not there", async () => {
    expect(await failure({ env: none, profile: "audit", awsConfig: role("audit", "nobody") })).toMatchObject({
      kind: "credentials",
      message: "profile audit takes its credentials from profile nobody, which has no credentials or does not exist",
    });
  });

  const keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n";

  test.each([
    ["endpoint_url", (endpoint: string) => `[profile local]\n${keys}endpoint_url = ${endpoint}\n`],
    [
      "services section",
      (endpoint: string) =>
        `[profile local]\n${keys}services = mine\n[services mine]\ncloudformation =\n  endpoint_url = ${endpoint}\nsts =\n  endpoint_url = ${endpoint}\n`,
    ],
  ])("of --profile come with its %s and region, as those of AWS_PROFILE", async (_, config) => {
    const given = {
      ...{ env: { ...none, AWS_ENDPOINT_URL: undefined }, region: null },
      awsConfig: `${config(proxy.endpoint)}[profile other]\n${keys}`.replace(
        "[profile local]",
        "[profile local]\nregion = eu-west-1",
      ),
    };
    const { live } = await opened({ ...given, profile: "local" });
    expect((await live.readStacks()).recording.stacks.map(({ name, region }) => `${name} ${region}`)).toEqual(["prod eu-west-1"]);
    const seen = proxy.seen.get("cloudformation:DescribeStacks");
    const { live: again } = await opened({ ...given, env: { ...given.env, AWS_PROFILE: "local" } });
    await again.readStacks();
    expect([seen, proxy.seen.get("cloudformation:DescribeStacks")]).toEqual([1, 2]);
  });

  test("a profile without an SSO session", async () => {
    expect(await failure({ env: none, profile: "audit", awsConfig: ssoConfig })).toMatchObject({
      kind: "credentials",
      message: "there is no valid SSO session of profile audit",
      remedy: "log in: `aws sso login --profile audit`",
    });
  });

  test.each([
    ["ExpiredToken", "the credentials have expired"],
    ["InvalidClientTokenId", "AWS does not know the credentials (InvalidClientTokenId)"],
    ["SignatureDoesNotMatch", "the secret access key does not match its access key id (SignatureDoesNotMatch)"],
  ])("refused as %s, from the environment", async (code, message) => {
    proxy.inject("*", refusal(code));
    expect(await failure()).toMatchObject({
      kind: "credentials",
      message,
      remedy:
        "they come from the environment: update AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or unset them and log in: `aws sso login`",
    });
  });

  test("that expire while the stack is read end the run, whatever was read", async () => {
    proxy.inject("cloudformation:GetTemplate", refusal("ExpiredToken"));
    expect(await failure({ stacks: ["prod", "staging"] })).toMatchObject({ kind: "credentials" });
  });

  test("of a profile whose role may not be assumed", async () => {
    const awsConfig = "[profile audit]\nrole_arn = arn:aws:iam::123456789012:role/audit\ncredential_source = Environment\n";
    proxy.inject("sts:AssumeRole", {
      kind: "error",
      status: 403,
      code: "AccessDenied",
      message: "User: x is not authorized to perform: sts:AssumeRole on resource: audit",
    });
    const { AWS_ACCESS_KEY_ID: _, ...keys } = { AWS_ACCESS_KEY_ID: "" };
    expect(await failure({ env: keys, profile: "audit", awsConfig })).toMatchObject({
      kind: "credentials",
      message:
        "the role of profile audit cannot be assumed: User: x is not authorized to perform: sts:AssumeRole on resource: audit",
    });
  });
});

describe("where", () => {
  test("no region", async () => {
    expect(await failure({ region: null })).toMatchObject({ kind: "region", message: "no region is set" });
    expect(Object.fromEntries(proxy.seen)).toEqual({});
  });

  test.each([
    ["AWS_REGION", { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" }, ""],
    ["AWS_DEFAULT_REGION", { AWS_DEFAULT_REGION: "eu-west-1" }, ""],
    ["the profile", {}, "[default]\nregion = eu-west-1\n"],
  ])("the region of %s is taken", async (_, env, awsConfig) => {
    const { live } = await opened({ endpoint: proxy.endpoint, region: null, env, awsConfig });
    expect(live.region).toBe("eu-west-1");
  });

  test("a region that is empty", async () => {
    expect(await failure({ region: "" })).toMatchObject({ kind: "region", message: "no region is set: --region is empty" });
    const env = { AWS_REGION: "" };
    expect(await failure({ region: null, env })).toMatchObject({ message: "no region is set: AWS_REGION is empty" });
    const awsConfig = "[default]\nregion = eu-west-1\n";
    const { live } = await opened({ endpoint: proxy.endpoint, region: null, env, awsConfig });
    expect(live.region).toBe("eu-west-1");
  });

  test("a region that the account has not enabled", async () => {
    proxy.inject("*", refusal("OptInRequired", "The AWS Access Key Id needs a subscription for the service"));
    expect(await failure({ region: "ap-east-1" })).toMatchObject({
      kind: "region",
      message: "region ap-east-1 is not enabled in this account (OptInRequired)",
    });
  });

  test.each([
    [
      "AWS_ENDPOINT_URL",
      { AWS_ENDPOINT_URL: "localhost:4566" },
      "",
      'AWS_ENDPOINT_URL is not an http or https URL: "localhost:4566"',
    ],
    [
      "one service's",
      { AWS_ENDPOINT_URL_LAMBDA: "nowhere" },
      "",
      'AWS_ENDPOINT_URL_LAMBDA is not an http or https URL: "nowhere"',
    ],
    [
      "the profile's",
      {},
      "[default]\nendpoint_url = nowhere\n",
      'endpoint_url of profile default is not an http or https URL: "nowhere"',
    ],
    [
      "its services'",
      {},
      "[default]\nservices = mine\n[services mine]\nlambda =\n  endpoint_url = nowhere\n",
      'lambda\'s endpoint_url in the services section of profile default is not an http or https URL: "nowhere"',
    ],
  ])("an endpoint that is none: %s", async (_, env, awsConfig, message) => {
    expect(await failure({ env, awsConfig })).toMatchObject({ kind: "endpoint", message });
    expect(proxy.seen.size).toBe(0);
  });

  test("no such region", async () => {
    expect(await failure({ region: "eu_west 1" })).toMatchObject({ kind: "region" });
  });

  test("no such stack: account, region and near names", async () => {
    expect(await failure({ stacks: ["prdo"] })).toMatchObject({
      message: `there is no stack "prdo" in account ${account} in eu-west-1`,
      remedy: 'did you mean "prod"? If not, check --region and --profile',
    });
    expect(await failure({ stacks: ["pro"] })).toMatchObject({
      remedy: 'did you mean "prod" or "prod-api"? If not, check --region and --profile',
    });
    expect(await failure({ region: "us-east-1" })).toMatchObject({
      message: `there is no stack "prod" in account ${account} in us-east-1`,
      remedy: "check --region and --profile; Terraform, Pulumi and SST do not deploy CloudFormation stacks and cannot be read",
    });
  });

  test("no such stack, and no right to see the others", async () => {
    proxy.inject("cloudformation:DescribeStacks", { kind: "deny" });
    proxy.inject(
      "cloudformation:DescribeStacks",
      { kind: "error", status: 400, code: "ValidationError", message: "Stack with id x does not exist" },
      1,
    );
    expect(await failure({ stacks: ["x"] })).toMatchObject({
      message: `there is no stack "x" in account ${account} in eu-west-1`,
    });
  });

  test("a stack of another account", async () => {
    const arn = stackArn({ name: "other" }).replace(account, "210987654321");
    expect(await failure({ stacks: [arn] })).toMatchObject({
      remedy: "its ARN belongs to account 210987654321: use credentials of that account",
    });
  });
});

describe("clocks", () => {
  test("that differ are named with the difference, though the signature was accepted", async () => {
    proxy.inject("*", { kind: "clock", seconds: 45 * 60 });
    expect(await failure()).toMatchObject({
      kind: "clock-skew",
      message: "the clock of this machine differs from AWS's clock by 45 min, it is behind",
    });
  });

  test.each([
    [3 * 3600, "by 3 h, it is behind"],
    [-3 * 3600, "by 3 h, it is ahead"],
    [-50 * 3600, "by 2 days, it is ahead"],
    [-600, "by 10 min, it is ahead"],
  ])("that differ by %i s, either way", async (seconds, message) => {
    proxy.inject("*", { kind: "clock", seconds });
    expect((await failure()).message).toBe(`the clock of this machine differs from AWS's clock ${message}`);
  });

  test("whose signatures are refused", async () => {
    proxy.inject(
      "*",
      refusal("SignatureDoesNotMatch", "Signature expired: 20261122T100000Z is now earlier than 20261122T103000Z"),
    );
    expect(await failure()).toMatchObject({
      kind: "clock-skew",
      message: expect.stringContaining("differs from AWS's clock"),
    });
  });

  test("that differ by a few minutes are fine", async () => {
    proxy.inject("*", { kind: "clock", seconds: -200 });
    const { live } = await opened({ endpoint: proxy.endpoint });
    expect((await live.readStacks()).recording.stacks.length).toBe(1);
  });
});

describe("answers", () => {
  test("throttled for good: five attempts, then said", async () => {
    proxy.inject("cloudformation:DescribeStacks", { kind: "throttle" });
    expect(await failure()).toMatchObject({
      kind: "throttled",
      message: "cloudformation:DescribeStacks in eu-west-1 was throttled at every attempt",
    });
    expect(proxy.seen.get("cloudformation:DescribeStacks")).toBe(5);
  });

  test.each<[string, Fault]>([
    ["throttled", { kind: "throttle" }],
    ["reset", { kind: "reset" }],
    ["cut off", { kind: "truncate" }],
    ["an internal error", { kind: "error", status: 500, code: "InternalFailure", message: "oops" }],
  ])("%s twice, and then right: nothing is lost", async (_, fault) => {
    proxy.inject("cloudformation:ListStackResources", fault, 2);
    const { live } = await opened({ endpoint: proxy.endpoint });
    expect((await live.readStacks()).recording.stacks[0]?.resources.length).toBe(1);
    expect(proxy.seen.get("cloudformation:ListStackResources")).toBe(3);
  });

  test.each<[string, Fault, FailureKind, string]>([
    ["reset", { kind: "reset" }, "unreachable", "got no response"],
    ["cut off", { kind: "truncate" }, "unreachable", "got no response"],
    ["half", { kind: "truncate", declared: true }, "unreadable", ""],
    ["HTML", { kind: "html", status: 200 }, "unreadable", "an HTML page with status 200 came back"],
    ["HTML from a gateway", { kind: "html", status: 503 }, "unreadable", "an HTML page with status 503 came back"],
    [
      "a login page for all that is forbidden",
      { kind: "html", status: 403 },
      "unreadable",
      "an HTML page with status 403 came back",
    ],
    ["XML of something else", { kind: "body", body: "<ok/>" }, "unreadable", ""],
    ["an empty body", { kind: "body", body: "" }, "unreadable", ""],
    ["JSON", { kind: "body", body: '{"ok":true}' }, "unreadable", ""],
  ])("%s in place of each answer: never an empty stack", async (_, fault, kind, message) => {
    for (const call of ["DescribeStacks", "ListStackResources", "GetTemplate"]) {
      proxy.reset();
      proxy.inject(`cloudformation:${call}`, fault);
      const told = await failure();
      expect(told.kind).toBe(kind);
      expect(told.message).toContain(`cloudformation:${call} in eu-west-1`);
      expect(told.message).toContain(message);
    }
  });

  test("no server at the endpoint", async () => {
    expect(await failure({ endpoint: "http://127.0.0.1:1" })).toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(/^cloudformation:DescribeStacks in eu-west-1 got no response: connect ECONNREFUSED/),
    });
  });
});

describe("time", () => {
  test("a server that keeps silent holds the run no longer than its time", async () => {
    proxy.inject("cloudformation:GetTemplate", { kind: "hang" });
    const began = performance.now();
    expect(await failure({ timeoutSeconds: 1.5 })).toMatchObject({
      kind: "time-limit",
      message: "no response within the time limit of 1.5 s",
      remedy: "raise it with --timeout, in seconds",
    });
    expect(performance.now() - began).toBeLessThan(2_500);
  });

  test("an interruption ends it at once", async () => {
    proxy.inject("cloudformation:DescribeStacks", { kind: "hang" });
    const interruption = new AbortController();
    const began = performance.now();
    setTimeout(() => interruption.abort(), 500);
    expect(await failure({ interruption: interruption.signal })).toMatchObject({ kind: "interrupted" });
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
