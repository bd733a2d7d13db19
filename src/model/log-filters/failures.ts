// Whether a filter pattern matches failures: evaluated on sample events with and without a failure.
import type { Clause, Condition } from "./condition.ts";
import { roleOf } from "./field-role.ts";
import { isHeldBy } from "./held-clause.ts";
import { type LogEvent, says, type Truth } from "./log-event.ts";
import { type Pattern, parsePattern } from "./pattern.ts";
import { saidBy } from "./words.ts";

export type Selection =
  | "failures"
  /** Those of one path or client only. */
  | "some failures"
  /** What failed is not selected, or what went well is as well. */
  | "something else"
  /** The pattern tells neither. */
  | "unknown";

/** @param variables what an access log writes into each field, where that is known */
export function selectionOf(text: string, variables: ReadonlyMap<string, string> = new Map()): Selection {
  const pattern = parsePattern(text);
  if (pattern === null) return "unknown";
  const selected = (events: readonly LogEvent[]): Truth => any(events.map((event) => isSelected(pattern, event, variables)));
  const failed = selected(FAILED);
  if (failed === false) return "something else";
  if (failed === true) return selected(SUCCEEDED) === true ? "something else" : "failures";
  return failed === "part" ? "some failures" : "unknown";
}

const FAILED: readonly LogEvent[] = [500, 502, 503, 504].flatMap((status) =>
  ["ERROR", "ERR", "FATAL", "CRITICAL", 50, 60].map((level) => ({
    isFailure: true,
    status,
    level,
  })),
);
const SUCCEEDED: readonly LogEvent[] = ["INFO", 30, 20].map((level) => ({
  isFailure: false,
  status: 200,
  level,
}));

function any(truths: readonly Truth[]): Truth {
  return ([true, "part", "unknown"] as const).find((truth) => truths.includes(truth)) ?? false;
}

function all(truths: readonly Truth[]): Truth {
  return ([false, "unknown", "part"] as const).find((truth) => truths.includes(truth)) ?? true;
}

function isSelected(pattern: Pattern, event: LogEvent, variables: ReadonlyMap<string, string>): Truth {
  switch (pattern.kind) {
    case "everything":
      return true;
    case "terms":
      return isFound(pattern, event);
    default:
      return pattern.condition === null ? true : holds(pattern.condition, event, variables);
  }
}

function isFound({ included, optional, excluded }: Pattern & { kind: "terms" }, event: LogEvent): Truth {
  const without = excluded.map((value): Truth => (saidBy(value) === "failure" ? !event.isFailure : true));
  if (optional.length === 0)
    return included.length === 0 ? "unknown" : all([...included.map((value) => says(value, event)), ...without]);
  // CloudWatch documents no meaning of terms with a question mark beside others.
  const some = any(optional.map((value) => says(value, event)));
  return included.length + excluded.length === 0 ? some : "unknown";
}

function holds(condition: Condition, event: LogEvent, variables: ReadonlyMap<string, string>): Truth {
  switch (condition.kind) {
    case "all":
      return all(withoutLine(condition.of, variables).map((each) => holds(each, event, variables)));
    case "any":
      return any(condition.of.map((each) => holds(each, event, variables)));
    default:
      return isHeldBy(roleOf(condition.field, variables), condition, event);
  }
}

const LINE = /(?:^|\.)(?:message|msg|event|event_?type|type|kind|logger)$/i;

/**
 * Beside a status, `$.message = "Response"` says which line of the log has it, and leaves the status to decide. Where it names a failure
 * or a success itself, it counts.
 */
function withoutLine(parts: readonly Condition[], variables: ReadonlyMap<string, string>): readonly Condition[] {
  const hasStatus = parts.some((part) => isClause(part) && roleOf(part.field, variables) === "status");
  if (!hasStatus) return parts;
  return parts.filter((part) => !(isClause(part) && isLine(part)));
}

function isClause(condition: Condition): condition is Clause {
  return condition.kind !== "all" && condition.kind !== "any";
}

function isLine(clause: Clause): boolean {
  return LINE.test(clause.field) && clause.kind === "comparison" && clause.operator === "=" && saidBy(clause.value) === null;
}
