// Which resource types deploy code that the model does not understand: a table compared with the newest list of CloudFormation's types.
import table from "../tables/resource-types.json" with { type: "json" };

/** Service → its types, each with what it is: `a web function`. */
const UNKNOWN_COMPUTE: Readonly<Record<string, Readonly<Record<string, string>>>> = table.unknownCompute;

const UNDERSTOOD = namesIn(table.understood);
const IRRELEVANT = new Set(Object.values(table.irrelevant).flatMap((services) => [...namesIn(services)]));

/** The day of the list that the table was compared with: `2026-11-10`. */
export const TYPES_AS_OF: string = table.asOf;

/** What it is, for a person; `newer` for a type of a service that deploys code which the table does not know; null for all others. */
export function unknownComputeOf(type: string): string | "newer" | null {
  const service = type.split("::").slice(0, 2).join("::");
  const name = type.slice(service.length + 2);
  const own = UNKNOWN_COMPUTE[service];
  if (own !== undefined && Object.hasOwn(own, name)) return own[name] ?? null;
  const isKnown = UNDERSTOOD.has(type) || IRRELEVANT.has(type);
  return !isKnown && table.deployingServices.includes(service) ? "newer" : null;
}

/** The names of a group's types: `AWS::Lambda` → [`Function`] is `AWS::Lambda::Function`. */
function namesIn(services: Readonly<Record<string, readonly string[] | undefined>>): ReadonlySet<string> {
  return new Set(Object.entries(services).flatMap(([service, types]) => (types ?? []).map((type) => `${service}::${type}`)));
}
