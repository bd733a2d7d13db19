// Parameters that are used in environment variables and are not secret.
import { type Json, property } from "../../model/json.ts";
import type { RecordedStack } from "../recording.ts";

/** @param declared the template's parameters */
export function plainParameters(declared: Json | undefined, stack: RecordedStack): ReadonlySet<string> {
  const names = typeof declared === "object" && declared !== null ? Object.keys(declared) : [];
  return new Set(
    names.filter((name) => {
      const declaration = property(declared, name);
      const value = stack.parameters[name] ?? String(property(declaration, "Default") ?? "");
      return property(declaration, "AllowedValues") !== undefined || isPublic(value, stack);
    }),
  );
}

/** A choice, a small number, an address, or what the stack or one of its resources is called. */
function isPublic(value: string, { id, name, region, account, resources }: RecordedStack): boolean {
  if (/^(?:|true|false|yes|no|on|off|\d{1,4})$/i.test(value) || /^arn:[\w-]+:[\w-]+:/.test(value)) return true;
  const words = `${id} ${name}`.toLowerCase().split(/[^a-z0-9]+/);
  if ([region, account].includes(value) || words.includes(value.toLowerCase())) return true;
  return resources.some(({ physicalId }) => physicalId === value);
}
