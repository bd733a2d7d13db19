// The meaning of a field in a log event, by its name or by the access log variable.

export type FieldRole =
  /** An HTTP status, or a word for one. */
  | "status"
  | "level"
  /** There only where something failed. */
  | "error"
  /** A latency, a size, a number of something. */
  | "measure"
  /** Where the request came from or went to. */
  | "place"
  | "other";

/** By the name's last part, in this order. */
const ROLES: readonly (readonly [RegExp, FieldRole])[] = [
  [/error|(?:^|_)err(?:_|$)|exception|(?<!de)fault|fail|time[ds]?_?out|stack_?trace/i, "error"],
  [/status|^code$|(?:http|response|result|return)_?code/i, "status"],
  [/level|severity|^lvl$/i, "level"],
  [
    /latency|duration|elapsed|time|_ms$|millis|bytes|size|length|(?<!ac)count(?!ry)|memory|(?<!mess)age$|billed|number|total|depth|lag/i,
    "measure",
  ],
  [
    /path|route|resource|method|url|uri|ip$|address|host|agent|user|tenant|customer|account|region|function|service|stage|request_?id/i,
    "place",
  ],
];

/** @param variables by the field's name, the variable of API Gateway that an access log writes there: `integration.status` */
export function roleOf(field: string, variables: ReadonlyMap<string, string>): FieldRole {
  const name = (field.match(/[A-Za-z0-9_-]+/g) ?? []).at(-1) ?? "";
  const written = variables.get(name) ?? name;
  return ROLES.find(([pattern]) => pattern.test(written.replace(/^identity\..*/, "address")))?.[1] ?? "other";
}
