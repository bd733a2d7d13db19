// What a report says of the baseline that the run was held against.
import * as z from "zod";

const text = z.string();
const day = z.iso.date();
const count = z.int().min(0);

const stale = z.strictObject({
  check: text,
  subject: text,
  message: text.describe("What was wrong when it was accepted."),
  since: day,
  fingerprint: text,
  status: z.enum(["passes", "gone"]).describe("gone: the check looked at everything, and does not meet it any more."),
});

export const baselineSchema = z
  .strictObject({
    file: text,
    scoreBefore: z.number().nullable(),
    fixed: z.array(text).describe("Fingerprints of the entries that no longer fail."),
    regressed: z.array(text).describe("Fingerprints of the entries that got worse: they gate again."),
    regressions: z.array(z.strictObject({ fingerprint: text, was: text })).describe("What each of them was like before."),
    size: count.describe("Entries that the file has after this run."),
    since: day.nullable().describe("When the oldest of them was accepted."),
    sizes: z.array(z.strictObject({ on: day, accepted: count })).describe("How many were accepted from a day on."),
    stale: z.array(stale).describe("The entries that no longer fail."),
    removed: z.boolean().describe("This run removes the stale entries (--update-baseline)."),
    gating: z.boolean().describe("Stale entries decide the exit code, as they do in strict."),
    notAssessed: count.describe("Entries that this run did not look at."),
    stacksNotRead: z.array(text).describe("The stacks of such entries that are not among those of this run."),
  })
  .describe("The known failures, and what became of them.");
