// Whether a log event satisfies a condition on one of its fields.
import type { Clause, Comparison } from "./condition.ts";
import type { FieldRole } from "./field-role.ts";
import { type LogEvent, not, says, type Truth } from "./log-event.ts";
import { isEqual, type PatternValue } from "./pattern-value.ts";

export function isHeldBy(role: FieldRole, clause: Clause, event: LogEvent): Truth {
  switch (role) {
    case "status":
      return isWord(clause) ? ofWords(clause, event) : ofValue(clause, event.status);
    case "level": {
      const said = ofWords(clause, event);
      return said === "unknown" ? ofValue(clause, event.level) : said;
    }
    case "error":
      return ofError(clause, event);
    case "measure":
      // What fails is slow or fast, large or small.
      return false;
    case "place":
      // Without one path the rest is still there.
      return clause.kind === "comparison" && clause.operator === "!=" ? true : "part";
    default:
      return ofWords(clause, event);
  }
}

/** `$.status = "FAILED"`, in place of a number. */
function isWord(clause: Clause): boolean {
  return clause.kind === "comparison" && clause.value.kind === "text" && /[a-z]{2}/i.test(clause.value.text);
}

/** A field that every event has. */
function ofValue(clause: Clause, actual: string | number): Truth {
  if (clause.kind === "comparison") return compare(clause.operator, actual, clause.value);
  if (clause.state === "EXISTS") return true;
  return clause.state === "IS TRUE" || clause.state === "IS FALSE" ? "unknown" : false;
}

function compare(operator: Comparison, actual: string | number, value: PatternValue): boolean {
  const [one, other] = [Number(actual), Number(value.text)];
  switch (operator) {
    case "=":
      return isEqual(value, actual);
    case "!=":
      return !isEqual(value, actual);
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    case ">":
      return one > other;
    case ">=":
      return one >= other;
  }
}

function ofWords(clause: Clause, event: LogEvent): Truth {
  if (clause.kind === "state" || clause.value.kind === "number") return "unknown";
  if (clause.operator === "=") return says(clause.value, event);
  return clause.operator === "!=" ? not(says(clause.value, event)) : "unknown";
}

/** How an error field says that there is no error. */
const NONE = /^(?:-|\s*|null|none|false|0)$/i;
const ANY = /^(?:\**|true|1)$/i;

/** A field that only what failed has. */
function ofError(clause: Clause, event: LogEvent): Truth {
  const { isFailure } = event;
  if (clause.kind === "state") return (clause.state === "EXISTS" || clause.state === "IS TRUE") === isFailure;
  const { operator, value } = clause;
  switch (operator) {
    case "!=":
    case ">":
    case ">=":
      return isFailure;
    case "=":
      if (NONE.test(value.text)) return !isFailure;
      return ANY.test(value.text) || says(value, event) === isFailure ? isFailure : isFailure && "unknown";
    default:
      return false;
  }
}
