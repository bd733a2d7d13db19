// What was acknowledged with `Validations.of(…).acknowledge`. The assembly has what was acknowledged in a stack; above the stacks, on the
// application or a stage, only the constructs themselves have it.
import type { Config } from "../../config/schema.ts";
import type { ValidatedConstruct } from "./validation.ts";

const NAMESPACE = "serverless-fitness::";

interface Acknowledgement {
  readonly check: string;
  readonly reason: string;
  /** The construct path; empty for the application. */
  readonly at: string;
}

export interface Acknowledgements {
  /** Checks that were acknowledged anywhere. */
  readonly checks: ReadonlySet<string>;
  /** Those above the stacks. */
  readonly waivers: NonNullable<Config["waivers"]>;
}

/** @param stacks construct paths of the stacks */
export function acknowledgementsIn(app: ValidatedConstruct | undefined, stacks: readonly string[]): Acknowledgements {
  const all = app === undefined ? [] : acknowledgedBelow(app);
  const above = all.filter(({ at }) => at === "" || stacks.some((stack) => stack.startsWith(`${at}/`)));
  return {
    checks: new Set(all.map(({ check }) => check)),
    waivers: above.map(({ check, reason, at }) => ({ check, reason, subject: at === "" ? "**" : at })),
  };
}

function acknowledgedBelow({ node }: ValidatedConstruct): Acknowledgement[] {
  const own = node.metadata
    .filter(({ type, data }) => type === "aws:cdk:acknowledged-rules" && typeof data === "object")
    .flatMap(({ data }) => Object.entries(data ?? {}))
    .filter(([id]) => id.startsWith(NAMESPACE))
    .map(([id, reason]) => ({ check: id.slice(NAMESPACE.length), reason: String(reason), at: node.path }));
  return [...own, ...node.children.flatMap(acknowledgedBelow)];
}
