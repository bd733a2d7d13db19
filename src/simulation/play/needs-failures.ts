// Alarms that only failures set to ALARM: without failures there is nothing to evaluate.
import type { Feed, Formula, ScenarioAlarm, ThresholdRule } from "../scenario.ts";

/** No healthy request and no silence fires it. */
export function needsFailures(rule: ScenarioAlarm["rule"]): rule is ThresholdRule {
  if (rule.kind !== "threshold" || rule.missing === "breaching" || !rule.comparison.startsWith("GreaterThan")) return false;
  const isAboveZero = rule.comparison === "GreaterThanThreshold" ? rule.threshold >= 0 : rule.threshold > 0;
  return isAboveZero && isZero(rule.formula);
}

/** Without a failure it is zero, or has no data. */
function isZero(formula: Formula): boolean {
  switch (formula.kind) {
    case "number":
      return formula.value === 0;
    case "series":
      return isZeroFeed(formula.feed, formula.statistic);
    case "negative":
      return isZero(formula.of);
    case "operation":
      return isZeroOperation(formula);
    case "call":
      return isZeroCall(formula);
  }
}

function isZeroFeed(feed: Feed, statistic: string): boolean {
  if (statistic === "SampleCount") return false;
  switch (feed.kind) {
    case "requests":
      return feed.counts === "failures";
    case "matches":
      return feed.otherwise === null || feed.otherwise === 0;
    case "durations":
      return false;
    case "healthy":
    case "never":
      return true;
  }
}

function isZeroOperation({ operator, left, right }: Formula & { readonly kind: "operation" }): boolean {
  switch (operator) {
    case "*":
    case "AND":
      return isZero(left) || isZero(right);
    case "/":
      return isZero(left);
    case "+":
    case "-":
    case "OR":
      return isZero(left) && isZero(right);
    default:
      return false;
  }
}

const KEEP_ZERO: readonly string[] = ["ABS", "CEIL", "FLOOR", "SUM", "AVG", "MIN", "MAX", "FILL"];

function isZeroCall({ name, arguments: given }: Formula & { readonly kind: "call" }): boolean {
  if (name === "IF") return given.slice(1).every(isZero);
  return KEEP_ZERO.includes(name) && given.every(isZero);
}
