// fitness permissions: the IAM policy that a live run with the enabled checks needs, and nothing beyond.
import { observedKinds } from "../../audit/asks.ts";
import { type Action, hookActions, jobActions, stackActions, targetActions } from "../../sources/live/actions.ts";
import { actionsFor } from "../../sources/live/collect.ts";
import { parseS3Folder } from "../../sources/live/s3-location.ts";
import { chooseChecks } from "../choose-checks.ts";
import { configFor } from "../config.ts";
import type { Io } from "../io.ts";
import type { ConfigOptions } from "../options.ts";

export interface PermissionsOptions extends ConfigOptions {
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly for?: "check" | "targets" | "hook" | "pipeline";
}

/** Every identity may call it; the policy lists it for organizations that deny all actions that are not listed. */
const identityAction: Action = "sts:GetCallerIdentity";

/** @returns the text for standard output: a policy document that IAM takes as it is */
export async function permissions(options: PermissionsOptions, io: Io): Promise<string> {
  if (options.for === "targets") return written(targetStatements());
  const config = await configFor(options, io, {}, options.check ?? []);
  const checks = chooseChecks(config.checks, options.check, options.skip);
  const observing = observedKinds({ ...config, checks }).flatMap(actionsFor);
  const reading = statement("ReadStacks", [...stackActions, identityAction]);
  return written([
    reading,
    ...(observing.length === 0 ? [] : [statement("ObserveResources", observing)]),
    ...historyStatements(config.history?.location ?? ""),
    ...(options.for === "hook" ? [statement("AnswerHook", hookActions)] : []),
    ...(options.for === "pipeline" ? [statement("AnswerJob", jobActions)] : []),
  ]);
}

function written(statements: readonly object[]): string {
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2)}\n`;
}

// None of these calls can be held to single resources that are known beforehand.
function statement(Sid: string, actions: readonly Action[]): object {
  return { Sid, Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" };
}

/** To list targets: the first in each account that is listed, the rest where the command runs. */
function targetStatements(): readonly object[] {
  return [
    statement("ListStacks", [...targetActions, identityAction]),
    statement("ListAccounts", ["organizations:ListAccounts"]),
    { Sid: "AssumeRoles", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: "arn:aws:iam::*:role/*" },
  ];
}

/** To collect the reports in a bucket. */
function historyStatements(location: string): readonly object[] {
  if (!location.startsWith("s3://")) return [];
  const { bucket, key: prefix } = parseS3Folder(location);
  const arn = `arn:aws:s3:::${bucket}`;
  const listing: readonly Action[] = ["s3:ListBucket"];
  const keeping: readonly Action[] = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];
  const below = prefix === "" ? {} : { Condition: { StringLike: { "s3:prefix": `${prefix}*` } } };
  return [
    { Sid: "ListHistory", Effect: "Allow", Action: listing, Resource: arn, ...below },
    { Sid: "KeepHistory", Effect: "Allow", Action: keeping, Resource: `${arn}/${prefix}*` },
  ];
}
