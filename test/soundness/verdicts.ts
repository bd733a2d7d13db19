// What every check says of one template, read and audited in process.
import { audit } from "../../src/audit/audit.ts";
import type { AuditPolicy } from "../../src/audit/policy.ts";
import { builtInChecks } from "../../src/checks/index.ts";
import { loadConfig } from "../../src/config/load.ts";
import { FitnessError } from "../../src/errors.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";

export type Verdict = "pass" | "fail" | "unknown";

export interface Said {
  readonly check: string;
  readonly logicalId: string | null;
  readonly detail: string | null;
  readonly verdict: Verdict;
  readonly message: string;
}

export type Outcome =
  | { readonly kind: "audited"; readonly said: readonly Said[] }
  /** It is no template that can be deployed. */
  | { readonly kind: "refused"; readonly why: string }
  /** Never right: a crash, a check that ends in an error, an internal token in a report. */
  | { readonly kind: "broken"; readonly why: string };

/** Every check is on, with options for those that judge nothing without. */
const OPTIONS = {
  "required-tags": { tags: { owner: true } },
  "api-latency-alarm": { maximumMilliseconds: 200 },
  "deployment-exposure": { maximumMinutes: 1 },
} as const;

export async function everyCheck(): Promise<AuditPolicy> {
  const checks = Object.fromEntries(Object.entries(OPTIONS).map(([id, options]) => [id, { options }]));
  const turnOn = builtInChecks.map(({ id }) => id);
  const config = await loadConfig({
    cwd: import.meta.dirname,
    file: null,
    checks: builtInChecks,
    turnOn,
    commandLine: { checks },
  });
  return { ...config, now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
}

/** With these parameters given. @param template text is YAML */
export async function outcomeOf(
  template: JsonObject | string,
  given: Readonly<Record<string, string>>,
  policy: AuditPolicy,
): Promise<Outcome> {
  try {
    const parameters = new Map<string, Json>(Object.entries(given));
    const readStandardInput = (): Promise<Buffer> =>
      Promise.resolve(Buffer.from(typeof template === "string" ? template : JSON.stringify(template)));
    const facts = await readTemplates(requestFor(import.meta.dirname, ["-"], { parameters, readStandardInput }));
    const { assessments, checks, notSubjects } = audit(facts, policy);
    const errors = checks.flatMap(({ id, error }) => (error === null ? [] : [`${id}: ${error}`]));
    if (errors.length > 0) return { kind: "broken", why: `ended in an error: ${errors.join("; ")}` };
    const token = /.{0,60}\uE000.{0,60}/u.exec(JSON.stringify([assessments, notSubjects]));
    if (token !== null) return { kind: "broken", why: `prints an internal token: ${token[0]}` };
    return {
      kind: "audited",
      said: assessments.map(({ check, subject: { logicalId, detail }, verdict, message }) => ({
        check,
        logicalId,
        detail,
        verdict,
        message,
      })),
    };
  } catch (error) {
    if (error instanceof FitnessError) return { kind: "refused", why: error.message };
    return { kind: "broken", why: `crashed: ${error instanceof Error ? error.stack : String(error)}` };
  }
}
