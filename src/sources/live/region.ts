// The region of a run: given, from the environment or from the profile, in the order of the AWS CLI.
import { STSClient } from "@aws-sdk/client-sts";
import { regionFailure } from "./failure.ts";
import type { LineRequest } from "./line.ts";

export interface Arn {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** Of a stack: `arn:aws:cloudformation:eu-west-1:123456789012:stack/prod/1a2b…`; null for a plain name. */
export function parseStackArn(text: string): Arn | null {
  const [, region, account, name] = /^arn:[^:]+:cloudformation:([^:]+):(\d{12}):stack\/([^/]+)(?:\/|$)/.exec(text) ?? [];
  return region === undefined || account === undefined || name === undefined ? null : { region, account, name };
}

/**
 * @param said by --region or the config
 * @throws LiveFailure where no region is set
 */
export async function startRegion(
  said: string | null,
  stacks: readonly string[],
  { env, profile }: Pick<LineRequest, "env" | "profile">,
): Promise<string> {
  const arns = stacks.flatMap((stack) => parseStackArn(stack) ?? []);
  // Where every stack brings a region, no other is needed.
  const brought = arns.length === stacks.length ? arns[0]?.region : undefined;
  const named = [
    ["--region", said],
    ["AWS_REGION", env["AWS_REGION"]],
    ["AWS_DEFAULT_REGION", env["AWS_DEFAULT_REGION"]],
  ] as const;
  const [empty = null] = named.flatMap(([name, value]) => (value === "" ? [name] : []));
  if (said === "") throw regionFailure(new Error("Region is missing"), "--region");
  // The SDK would take nothing for a region instead of looking further.
  for (const [name, value] of named) if (value === "") Reflect.deleteProperty(process.env, name);
  const plain = said ?? brought ?? (env["AWS_REGION"] || env["AWS_DEFAULT_REGION"]);
  const client = new STSClient({ ...(plain ? { region: plain } : {}), ...(profile === null ? {} : { profile }) });
  try {
    return await client.config.region();
  } catch (error) {
    throw regionFailure(error as Error, empty);
  } finally {
    client.destroy();
  }
}
