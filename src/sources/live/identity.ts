// The account and identity of the credentials, and whether the local clock agrees with AWS's.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Clients } from "./clients.ts";
import { clockSkew, endsRun, LiveFailure } from "./failure.ts";

export interface Identity {
  /** null where AWS could not be asked, which denies nothing else. */
  readonly account: string | null;
  /** `arn:aws:sts::123456789012:assumed-role/audit/ci` */
  readonly arn: string | null;
}

/** What AWS tolerates in a signature. The SDK corrects more by itself; the windows of metrics would stay wrong. */
const toleratedSkewSeconds = 300;

/** @throws LiveFailure without usable credentials, or with a clock that is wrong */
export async function identify(clients: Clients, region: string): Promise<Identity> {
  const identity = await askIdentity(clients, region);
  const skew = clients.skewSeconds();
  if (skew !== null && Math.abs(skew) > toleratedSkewSeconds) throw clockSkew(skew);
  return identity;
}

async function askIdentity(clients: Clients, region: string): Promise<Identity> {
  try {
    const { Account = null, Arn = null } = await clients.of(STSClient, region).send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (error) {
    if (!(error instanceof LiveFailure) || endsRun(error)) throw error;
    // A network may lead to CloudFormation and not to STS; that is no reason not to audit.
    return { account: null, arn: null };
  }
}
