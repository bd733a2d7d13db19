// Validates what a plug-in's check yields.
import * as z from "zod";
import type { Assessment, Observations } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { EvidenceAsk } from "../model/evidence/evidence.ts";
import type { Model } from "../model/model.ts";
import { Resource, Stack } from "../model/resource.ts";
import { thrownText } from "./thrown.ts";

/** What no plug-in may do; its message completes "the check …" or "the plug-in …". */
export class Misconduct extends Error {}

/** More than any system has subjects. */
const most = 250_000;

const text = z.string().min(1).max(10_000);
const short = z.string().max(1000);
const resource = z.custom<Resource>((value) => value instanceof Resource, "not a resource of the model");
const remedy = z.union([text, z.object({ cdk: text, sam: text, cloudformation: text })]);
const undecided = z.object({ id: z.string(), label: z.string(), outcomes: z.array(z.string()).nullable() });
const unresolved = z.object({
  state: z.literal("unresolved"),
  reason: text,
  undecided: z.array(undecided),
  elsewhere: z.literal(true).optional(),
  shared: text.optional(),
  remedy: text.optional(),
});

const finding = {
  message: text,
  evidence: z
    .array(z.union([resource, z.object({ resource, label: short.optional(), note: short.optional() })]))
    .max(10_000)
    .optional(),
  // Loose: what more it rests on is for those who compare it over time.
  measurement: z
    .looseObject({ value: z.number(), unit: short, comparator: z.enum(["<", "<=", ">", ">=", "=="]), threshold: z.number() })
    .optional(),
  at: z.object({ resource, path: z.array(z.union([z.string(), z.number()])).max(1000) }).optional(),
  target: short.optional(),
  lacks: short.optional(),
  culprit: resource.optional(),
};
const because = z.union([unresolved, text]);

const subject = z.object({
  stack: z.custom<Stack>((value) => value instanceof Stack, "not a stack of the model"),
  resource: resource.nullable(),
  detail: short.nullable(),
  of: resource.optional(),
  file: short.optional(),
});

const assessment = z.discriminatedUnion("verdict", [
  z.object({
    verdict: z.literal("pass"),
    subject,
    finding: z.object({ ...finding, remedy: remedy.optional(), because: because.optional() }),
  }),
  z.object({
    verdict: z.literal("fail"),
    subject,
    finding: z.object({ ...finding, remedy, because: because.optional() }),
  }),
  z.object({ verdict: z.literal("unknown"), subject, finding: z.object({ ...finding, remedy, because }) }),
]);

/** The same check, which throws Misconduct as soon as it yields what is no assessment of a subject in the model. */
export function strictly(check: Check): Check {
  return {
    ...check,
    *assess(observations) {
      let count = 0;
      for (const yielded of iterated(check, observations)) {
        count += 1;
        if (count > most) throw new Misconduct(`yielded more than ${most} assessments`);
        yield validated(yielded, observations.model);
      }
    },
  };
}

function iterated(check: Check, observations: Observations<unknown>): Iterable<unknown> {
  const found: unknown = check.assess(observations);
  if (typeof found === "object" && found !== null && Symbol.iterator in found) return found as Iterable<unknown>;
  const isAsync = typeof found === "object" && found !== null && (Symbol.asyncIterator in found || "then" in found);
  throw new Misconduct(
    isAsync ? "is asynchronous: `assess` must be a plain generator" : "yields nothing: `assess` must be a generator",
  );
}

function validated(yielded: unknown, { system }: Model): Assessment {
  let parsed: ReturnType<typeof assessment.safeParse>;
  try {
    parsed = assessment.safeParse(yielded);
  } catch (thrown) {
    throw new Misconduct(`yielded an invalid assessment: ${thrownText(thrown)}`);
  }
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.map(String).join(".") ?? "";
    throw new Misconduct(`yielded an invalid assessment: ${path === "" ? "" : `${path}: `}${issue?.message}`);
  }
  const { stack, resource: own } = parsed.data.subject;
  const isThere = own === null || system.resource(stack.name, own.logicalId) === own || system.gone.includes(own);
  if (system.stack(stack.name) !== stack || !isThere)
    throw new Misconduct(`yielded an assessment of a subject that is not in the model: ${own?.id ?? stack.name}`);
  return parsed.data as Assessment;
}

const evidenceAsk = z.object({
  kind: z.enum(["compliance", "sarif", "coverage", "tests", "load", "experiment"]),
  path: z.string().nullable(),
}) satisfies z.ZodType<EvidenceAsk>;

/** @throws Misconduct where it asks for evidence that cannot be read */
export function validEvidenceAsk(asked: unknown): EvidenceAsk {
  const parsed = evidenceAsk.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw new Misconduct(`reads what cannot be read: ${parsed.error.issues[0]?.message}`);
}
