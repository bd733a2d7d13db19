// In which condition a live function is: its state, its last update, and whether its code is that of the version that its stack published.

import { publishingOf } from "../deployments/publishing.ts";
import type { AliasNode, FunctionNode, WithFunctions } from "../functions/function.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { FunctionState, FunctionStatus } from "./ask.ts";
import type { WithObservations } from "./observations.ts";
import { functionQuestion } from "./own-questions.ts";

export interface FunctionCondition {
  /** What is wrong with it, in clauses whose subject is the function. */
  readonly faults: readonly string[];
  /** Why it is unknown whether more is. */
  readonly doubt: Unresolved | null;
  /** Its code was compared with that of a published version. */
  readonly isCodeCompared: boolean;
  /** The answer has its state and the result of its last update. */
  readonly isStateKnown: boolean;
}

const nothingSeen: FunctionCondition = { faults: [], doubt: null, isCodeCompared: false, isStateKnown: false };

/** Nothing for a function that was not read: the reason is given elsewhere. */
export function conditionOf(node: FunctionNode, model: WithFunctions & WithObservations): FunctionCondition {
  const question = functionQuestion(node);
  const seen = question === null ? null : model.observed(question);
  if (seen?.state !== "known" || seen.value === null) return nothingSeen;
  const { status } = seen.value;
  const code = codeOf(node, seen.value, model);
  return {
    faults: [...statusFaults(status), ...(code.fault === null ? [] : [code.fault])],
    doubt: statusDoubt(status) ?? code.doubt,
    isCodeCompared: code.isCompared,
    isStateKnown: typeof status?.state === "string" && typeof status.lastUpdate === "string",
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
function statusFaults(status: FunctionStatus | undefined): readonly string[] {
  const why = (reason: string | null | undefined): string => (reason == null ? "" : `: ${reason}`);
  return [
    ...(status?.state === "Failed" ? [`cannot be invoked, its state is Failed${why(status.stateReason)}`] : []),
    ...(status?.lastUpdate === "Failed" ? [`its last update failed${why(status.lastUpdateReason)}`] : []),
  ];
}

/** An idle function is Inactive and becomes active with its next invocation. */
const SETTLED: readonly (string | null)[] = ["Active", "Inactive", "Failed", null];
const UPDATED: readonly (string | null)[] = ["Successful", "Failed", null];

function statusDoubt(status: FunctionStatus | undefined): Unresolved | null {
  if (status === undefined) return null;
  if (!SETTLED.includes(status.state)) return unresolved(`its state is ${status.state}`);
  return UPDATED.includes(status.lastUpdate) ? null : unresolved(`its last update is ${status.lastUpdate}`);
}

interface Code {
  readonly fault: string | null;
  readonly doubt: Unresolved | null;
  readonly isCompared: boolean;
}

const incomparable: Code = { fault: null, doubt: null, isCompared: false };

/** Whatever changes the code in the stack publishes a version: code that differs from it was changed past the stack. */
function codeOf(node: FunctionNode, { codeSha256 }: FunctionState, model: WithFunctions & WithObservations): Code {
  const question = functionQuestion(node);
  const [published] = model.functionIndex.aliasesOf(node).flatMap((alias) => publishedBy(alias, model) ?? []);
  if (published === undefined || question === null) return incomparable;
  const versions = model.observed({ ...question, kind: "versions" });
  if (versions.state === "unresolved") return { ...incomparable, doubt: versions };
  const own = versions.value?.find(({ version }) => version === published);
  if (own === undefined)
    return { ...incomparable, doubt: unresolved(`version ${published}, which its stack published, no longer exists`) };
  const isSame = own.codeSha256 === codeSha256;
  const fault = `its code on $LATEST is not that of version ${published}, which its stack published: it was changed outside CloudFormation`;
  return { fault: isSame ? null : fault, doubt: null, isCompared: true };
}

/** The number of the version that the stack published for the alias; null where code may change without a new version. */
function publishedBy(alias: AliasNode, model: WithFunctions & WithObservations): string | null {
  const { version } = alias;
  if (version.kind !== "published" || version.resource === null) return null;
  const publishing = publishingOf(alias, model);
  if (publishing.kind !== "follows" || !publishing.withCode) return null;
  const number = version.resource.facts.physicalId?.split(":").at(-1) ?? "";
  return /^\d+$/.test(number) ? number : null;
}
