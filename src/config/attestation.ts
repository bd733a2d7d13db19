// Manual checks: who attested what, when, and how long it is valid.
import * as z from "zod";
import { type Check, characteristics, defineCheck } from "../checks/define-check.ts";

const text = z.string().trim().min(1);

export const attestationSchema = z.lazy(() =>
  z
    .strictObject({
      id: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, 'must be in kebab-case, like "recovery-drill"')
        .describe("The id of the attested check."),
      what: text.describe("What was verified; completes the sentence «the architecture is fit when …»."),
      who: text.describe("Who attests it."),
      when: z.iso.date().describe("The day of the verification, 2026-09-14."),
      validUntil: z.iso.date().describe("The last day on which the attestation counts; afterwards the check is unknown."),
      holds: z.boolean().optional().describe("false if the verification failed (default: true)."),
      characteristic: z.enum(characteristics).optional().describe("The characteristic that the check measures (reliability)."),
      severity: z.enum(["error", "warning", "info"]).optional().describe("The severity of the check (error)."),
    })
    .refine(({ when, validUntil }) => when <= validUntil, { message: "must not be before `when`", path: ["validUntil"] }),
);

export type Attestation = z.output<typeof attestationSchema>;

export function attestedCheck({ id, what, characteristic, severity, ...attested }: Attestation): Check {
  return defineCheck({
    id,
    title: what,
    characteristic: characteristic ?? "reliability",
    scope: "holistic",
    cadence: "continual",
    needs: "configuration",
    subjects: "system (attested)",
    severity: severity ?? "error",
    options: z.strictObject({}),
    *assess({ model, now, pass, fail, unknown }) {
      const [stack] = model.stacks;
      if (stack === undefined) return;
      const subject = { stack, resource: null, detail: "attested" };
      const { who, when, validUntil, holds = true } = attested;
      const today = new Date(now).toISOString().slice(0, 10);
      const by = `attested by ${who} on ${when}`;
      const because =
        today > validUntil ? `that was valid until ${validUntil}` : when > today ? "that day is in the future" : null;
      if (because !== null) yield unknown(subject, { message: by, because, remedy: again });
      else if (holds) yield pass(subject, { message: `${by}, valid until ${validUntil}` });
      else yield fail(subject, { message: `${by}: failed`, remedy: again });
    },
  });
}

const again = "verify it again and update the attestation in the config";
