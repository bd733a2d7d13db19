// The file of a baseline: one line an entry, sorted, so that a reviewer reads the difference. A JSON report will do as well.
import * as z from "zod";
import type { AcceptedEntry, Baseline, MeasuredEntry } from "./baseline.ts";
import { dayOf } from "./day.ts";

const text = z.string();
const day = z.iso.date();
const comparator = z.enum(["<", "<=", ">", ">=", "=="]);
const spread = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("values"), values: z.array(z.number()) }),
    z.object({ kind: z.literal("counts"), failures: z.number(), trials: z.number() }),
  ]),
);
const about = { check: text, subject: text, stack: text, fingerprint: text };
const verdict = z.enum(["fail", "unknown"]);

const fileSchema = z.lazy(() =>
  z.strictObject({
    schemaVersion: z.literal(1),
    score: z.number().nullable(),
    sizes: z.array(z.strictObject({ on: day, accepted: z.int().min(0) })),
    accepted: z.array(z.strictObject({ ...about, message: text, since: day, verdict: verdict.default("fail") })),
    measured: z.array(
      z.strictObject({ ...about, value: z.number(), unit: text, comparator, of: text.optional(), spread: spread.optional() }),
    ),
  }),
);

/** What is needed of a report, of whatever version it is. */
const reportSchema = z.lazy(() =>
  z.object({
    schemaVersion: z.literal(1),
    startedAt: z.iso.datetime(),
    score: z.object({ value: z.number().nullable() }),
    assessments: z.array(
      z.object({
        check: text,
        verdict: z.enum(["pass", "fail", "unknown"]),
        message: text,
        subject: z.object({ stack: text, logicalId: text.nullable(), constructPath: text.nullable(), detail: text.nullable() }),
        waiver: z.unknown(),
        fingerprint: text,
        measurement: z
          .object({ value: z.number(), unit: text, comparator, of: text.optional(), spread: spread.optional() })
          .nullable(),
      }),
    ),
  }),
);
type ParsedReport = z.output<typeof reportSchema>;

export type BaselineKind = "baseline" | "report";

/**
 * @param value parsed JSON
 * @param file for messages and the report
 * @returns the baseline, or in a sentence what is wrong with it
 */
export function parseBaseline(value: unknown, file: string): { kind: BaselineKind; baseline: Baseline } | string {
  const isReport = typeof value === "object" && value !== null && "assessments" in value;
  if (isReport) {
    const parsed = reportSchema.safeParse(value);
    return parsed.success ? { kind: "report", baseline: fromReport(parsed.data, file) } : problem(parsed.error);
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) return problem(parsed.error);
  const { score, sizes, accepted, measured } = parsed.data;
  return { kind: "baseline", baseline: { file, score, sizes, accepted, measured: measured.map(withoutUndefined) } };
}

function problem({ issues }: z.ZodError): string {
  const [{ path, message } = { path: [], message: "" }] = issues;
  return path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`;
}

function fromReport({ startedAt, score, assessments }: ParsedReport, file: string): Baseline {
  const since = dayOf(new Date(startedAt));
  const open = assessments.filter(({ verdict: said, waiver }) => said !== "pass" && waiver === null);
  const accepted = open.map(
    (each): AcceptedEntry => ({ ...aboutOf(each), verdict: each.verdict as "fail" | "unknown", message: each.message, since }),
  );
  const measured = assessments.flatMap((each): MeasuredEntry[] =>
    each.measurement === null ? [] : [withoutUndefined({ ...aboutOf(each), ...each.measurement })],
  );
  return { file, score: score.value, sizes: [{ on: since, accepted: accepted.length }], accepted, measured };
}

function aboutOf({ check, subject, fingerprint }: ParsedReport["assessments"][number]) {
  const { stack, logicalId, constructPath, detail } = subject;
  const address = constructPath?.replace(/\/Resource$/, "") ?? [stack, logicalId].filter((part) => part !== null).join("/");
  return { check, subject: detail === null ? address : `${address} (${detail})`, stack, fingerprint };
}

/** Optional keys are absent rather than undefined. */
function withoutUndefined<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const kept = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(kept) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

/** The file's text: the same entries give the same bytes. */
export function formatBaseline({ score, sizes, accepted, measured }: Baseline): string {
  const head = [`  "schemaVersion": 1,`, `  "score": ${JSON.stringify(score)},`];
  const lists = [
    list(
      "sizes",
      sizes.toSorted((a, b) => order(a.on, b.on)).map(({ on, accepted: count }) => ({ on, accepted: count })),
    ),
    list("accepted", accepted.toSorted(bySubject).map(acceptedLine)),
    list("measured", measured.toSorted(bySubject).map(measuredLine)),
  ];
  return `{\n${[...head, lists.join(",\n")].join("\n")}\n}\n`;
}

function list(name: string, values: readonly object[]): string {
  if (values.length === 0) return `  "${name}": []`;
  return `  "${name}": [\n${values.map((value) => `    ${line(value)}`).join(",\n")}\n  ]`;
}

/** On one line, with room to read. Characters that a terminal or a reader obeys are escaped. */
function line(value: object): string {
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`);
  return `{ ${members.join(", ")} }`.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function acceptedLine({ check, subject, message, since, verdict: said, stack, fingerprint }: AcceptedEntry) {
  const unknown = said === "unknown" ? { verdict: said } : {};
  return { check, subject, message, since, ...unknown, stack, fingerprint };
}

function measuredLine({ check, subject, value, unit, comparator: must, of, spread: rests, stack, fingerprint }: MeasuredEntry) {
  const more = { ...(of === undefined ? {} : { of }), ...(rests === undefined ? {} : { spread: rests }) };
  return { check, subject, value, unit, comparator: must, ...more, stack, fingerprint };
}

type Sorted = Pick<AcceptedEntry, "check" | "subject" | "fingerprint">;

function bySubject(a: Sorted, b: Sorted): number {
  return order(a.check, b.check) || order(a.subject, b.subject) || order(a.fingerprint, b.fingerprint);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
