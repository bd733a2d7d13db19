// Credentials of another role, for one target of a fleet.
import { UsageError } from "../../errors.ts";
import { quietSdk } from "./sdk.ts";

export interface AssumedRole {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface RoleRequest {
  /** Its ARN. */
  readonly role: string;
  readonly externalId: string | null;
  readonly region: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const SESSION = "serverless-fitness";

/**
 * Assumes a role for an hour, with the credentials of the environment.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @throws UsageError that names the role and what refused it
 */
export async function assumeRole({ role, externalId, region, env }: RoleRequest): Promise<AssumedRole> {
  quietSdk();
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const sts = new STSClient({ region: region ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1" });
  try {
    const { Credentials: credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: SESSION,
        ...(externalId === null ? {} : { ExternalId: externalId }),
      }),
    );
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = credentials ?? {};
    if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined)
      throw new Error("STS answered without credentials");
    return { accessKeyId, secretAccessKey, sessionToken };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`role ${role} cannot be assumed: ${why}`, {
      remedy: "allow this identity and external id in the role's trust policy, and allow sts:AssumeRole for this identity",
      cause,
    });
  } finally {
    sts.destroy();
  }
}
