// The policies that AWS manages, by name.
import names from "../tables/managed-policies.json" with { type: "json" };

const OTHERS: ReadonlySet<string> = new Set(names);

/** Whether a name alone means a policy of AWS. */
export function isManagedByAws(name: string): boolean {
  return /^(?:AWS|Aws|Amazon|CloudWatch)[\w-]+$/.test(name) || OTHERS.has(name);
}
