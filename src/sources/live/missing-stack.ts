// The error for a missing stack: where it was looked for, and similar names.
import { SourceError } from "../../errors.ts";
import { nearestName } from "../../nearest.ts";
import type { Clients } from "./clients.ts";
import { stackNames } from "./cloudformation.ts";
import type { Identity } from "./identity.ts";
import { parseStackArn } from "./region.ts";

interface Missing {
  readonly clients: Clients;
  /** As it was asked for: a name or an ARN. */
  readonly name: string;
  readonly region: string;
  readonly identity: Identity;
}

export async function stackMissing({ clients, name, region, identity }: Missing): Promise<SourceError> {
  const arn = parseStackArn(name);
  const { account } = identity;
  const where = `${account === null ? "" : `in account ${account} `}in ${region}`;
  const message = `there is no stack ${JSON.stringify(name)} ${where}`;
  if (arn !== null && account !== null && arn.account !== account) {
    return new SourceError(message, { remedy: `its ARN belongs to account ${arn.account}: use credentials of that account` });
  }
  const near = nearNames(arn?.name ?? name, await stackNames(clients, region));
  const meant = near.length === 0 ? "" : `did you mean ${near.map((each) => JSON.stringify(each)).join(" or ")}? If not, `;
  const others = "; Terraform, Pulumi and SST do not deploy CloudFormation stacks and cannot be read";
  const remedy = `${meant}check --region and --profile${near.length === 0 ? others : ""}`;
  return new SourceError(message, { remedy });
}

const namedAtMost = 3;

/** The nearest by its letters, then those that contain what was asked for. */
function nearNames(wanted: string, names: readonly string[]): string[] {
  const nearest = nearestName(wanted, names);
  const containing = names.filter((name) => name.toLowerCase().includes(wanted.toLowerCase())).sort();
  return [...new Set([...(nearest === null ? [] : [nearest]), ...containing])].slice(0, namedAtMost);
}
