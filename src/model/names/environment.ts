// Where a stack is deployed: names and exports are unique within one account and region only.
import type { StackFacts } from "../facts.ts";
import { isLiteral } from "../symbol.ts";

export type Environment = Pick<StackFacts, "region" | "account">;

/** What is unknown counts as the same. */
function isSameEnvironment(a: Environment, b: Environment): boolean {
  return agree(a.region, b.region) && agree(a.account, b.account);
}

/** Those that can be meant in an environment: of several stages of an application the own one's, where it has any. */
export function inReach<T>(
  items: readonly T[],
  factsOf: (item: T) => Pick<StackFacts, "region" | "account" | "stage">,
  own: Pick<StackFacts, "region" | "account" | "stage">,
): readonly T[] {
  const around = items.filter((item) => isSameEnvironment(factsOf(item), own));
  const together = around.filter((item) => factsOf(item).stage === own.stage);
  return together.length > 0 ? together : around;
}

export function isSameAccount(a: Environment, b: Environment): boolean {
  return agree(a.account, b.account);
}

function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

/** An ARN that certainly names another account or region than the stack's own: nothing of this system, whatever it is called. */
export function isElsewhere(text: string, own: Environment): boolean {
  const [, , , region = "", account = ""] = /arn:[^/]*$/.exec(text)?.[0].split(":") ?? [];
  const differs = (given: string, expected: string | null): boolean =>
    given !== "" && isLiteral(given) && expected !== null && expected !== given;
  return differs(region, own.region) || differs(account, own.account);
}
