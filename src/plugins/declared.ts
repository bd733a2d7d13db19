// What a plug-in exports, held to what a check has to declare.
import * as z from "zod";
import type { Check } from "../checks/define-check.ts";
import type { JsonObject } from "../model/json.ts";
import type { Declaration } from "./messages.ts";

const text = z.string().min(1).max(1000);

const functionOf = z.custom<(...args: never) => unknown>((value) => typeof value === "function", "not a function");

const declaration = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "not in kebab-case")
    .max(100),
  title: text,
  characteristic: z.enum(["deployability", "observability", "cost", "performance", "reliability", "security", "code quality"]),
  scope: z.enum(["atomic", "holistic"]),
  cadence: z.enum(["triggered", "continual"]),
  needs: z.enum(["configuration", "observation", "either"]),
  subjects: text,
  severity: z.enum(["error", "warning", "info", "off"]),
  requires: z.array(text).optional(),
  observes: z.array(text).optional(),
  options: z.custom((value) => Object.hasOwn(Object(value), "_zod"), "not a schema made with zod 4"),
  asks: functionOf.optional(),
  reads: functionOf.optional(),
  assess: functionOf,
});

/** What is wrong with a plug-in as a whole. */
export class NoPlugin extends Error {}

/** @throws NoPlugin where the module exports no check, or one that lacks something */
export function checksOf(module: Record<string, unknown>): readonly Check[] {
  const exported = module["checks"] ?? module["default"];
  const candidates: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  if (candidates.length === 0 || exported === undefined) throw new NoPlugin("exports no check");
  return candidates.map(checkOf);
}

function checkOf(candidate: unknown): Check {
  const parsed = declaration.safeParse(candidate);
  if (parsed.success) return candidate as Check;
  const [issue] = parsed.error.issues;
  const { id } = Object(candidate) as { id?: unknown };
  if (typeof id !== "string") throw new NoPlugin("exports no check");
  throw new NoPlugin(`exports the check ${id}, whose ${issue?.path.map(String).join(".")} is invalid: ${issue?.message}`);
}

export function declarationOf(check: Check): Declaration {
  const { id, title, characteristic, scope, cadence, needs, subjects, severity, requires, observes } = check;
  return {
    id,
    title,
    characteristic,
    scope,
    cadence,
    needs,
    subjects,
    severity,
    ...(requires === undefined ? {} : { requires }),
    ...(observes === undefined ? {} : { observes }),
    hasAsks: check.asks !== undefined,
    hasReads: check.reads !== undefined,
    options: optionsSchema(check),
  };
}

/** Without `$schema`; a schema that no JSON schema can tell of takes anything there, and is still held to. */
function optionsSchema({ options }: Check): JsonObject {
  try {
    const { $schema: _version, ...schema } = z.toJSONSchema(options, { io: "input", unrepresentable: "any", cycles: "throw" });
    return JSON.parse(JSON.stringify(schema)) as JsonObject;
  } catch {
    return { type: "object" };
  }
}
