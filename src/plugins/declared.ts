// Validates the exports of a plug-in: what a check and a reporter must declare.
import * as z from "zod";
import type { Check } from "../checks/define-check.ts";
import type { JsonObject } from "../model/json.ts";
import type { ReporterDeclaration } from "../reporters/define-reporter.ts";
import type { Declaration, DeclaredReporter } from "./messages.ts";

const text = z.string().min(1).max(1000);

const functionOf = z.custom<(...args: never) => unknown>((value) => typeof value === "function", "not a function");

const kebab = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "not in kebab-case")
  .max(100);

const declaration = z.object({
  id: kebab,
  title: text,
  characteristic: z.enum(["deployability", "observability", "cost", "performance", "reliability", "security", "code quality"]),
  scope: z.enum(["atomic", "holistic"]),
  cadence: z.enum(["triggered", "continual"]),
  needs: z.enum(["configuration", "observation", "either"]),
  subjects: text,
  severity: z.enum(["error", "warning", "info", "off"]),
  requires: z.array(text).optional(),
  observes: z.array(text).optional(),
  explanation: z.string().max(100_000).optional(),
  documentation: z.url({ protocol: /^https$/, error: "not an https address" }).optional(),
  options: z.custom((value) => Object.hasOwn(Object(value), "_zod"), "not a zod 4 schema"),
  asks: functionOf.optional(),
  reads: functionOf.optional(),
  assess: functionOf,
});

const reporterDeclaration = z.object({ name: kebab, drawings: z.boolean().optional(), render: functionOf });

/** What is wrong with a plug-in as a whole. */
export class NoPlugin extends Error {}

export interface Exported {
  readonly checks: readonly Check[];
  readonly reporters: readonly ReporterDeclaration[];
}

/** @throws NoPlugin where the module exports neither a check nor a reporter, or one that lacks something */
export function exportedBy(module: Record<string, unknown>): Exported {
  const named = ["checks", "reporters"].flatMap((name) => module[name] ?? []);
  const exported = named.length > 0 || module["default"] === undefined ? named : [module["default"]].flat();
  if (exported.length === 0) throw new NoPlugin("exports neither a check nor a reporter");
  const isReporter = (each: unknown): boolean => typeof Object(each).render === "function";
  return {
    checks: exported.filter((each) => !isReporter(each)).map(checkOf),
    reporters: exported.filter(isReporter).map(reporterOf),
  };
}

function checkOf(candidate: unknown): Check {
  const parsed = declaration.safeParse(candidate);
  if (parsed.success) return candidate as Check;
  throw invalid("check", Object(candidate).id, parsed.error);
}

function reporterOf(candidate: unknown): ReporterDeclaration {
  const parsed = reporterDeclaration.safeParse(candidate);
  if (parsed.success) return candidate as ReporterDeclaration;
  throw invalid("reporter", Object(candidate).name, parsed.error);
}

function invalid(kind: string, name: unknown, { issues: [issue] }: z.ZodError): NoPlugin {
  if (typeof name !== "string") return new NoPlugin("exports neither a check nor a reporter");
  return new NoPlugin(`exports the ${kind} ${name}, whose ${issue?.path.map(String).join(".")} is invalid: ${issue?.message}`);
}

export function reporterDeclarationOf({ name, drawings = false }: ReporterDeclaration): DeclaredReporter {
  return { name, drawings };
}

export function declarationOf(check: Check): Declaration {
  const { id, title, characteristic, scope, cadence, needs, subjects, severity, requires, observes, explanation, documentation } =
    check;
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
    ...(explanation === undefined ? {} : { explanation }),
    ...(documentation === undefined ? {} : { documentation }),
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
