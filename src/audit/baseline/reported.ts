// What a report says of the baseline that the run was compared with.
import * as z from "zod";

const text = z.string();
const day = z.iso.date();
const count = z.int().min(0);

const stale = z.strictObject({
  check: text,
  subject: text,
  message: text.describe("The message when it was accepted."),
  since: day,
  fingerprint: text,
  status: z.enum(["passes", "gone"]).describe("gone: the check ran on everything and no longer reports this subject."),
});

export const baselineSchema = z
  .strictObject({
    file: text,
    scoreBefore: z.number().nullable(),
    fixed: z.array(text).describe("Fingerprints of the entries that no longer fail."),
    regressed: z.array(text).describe("Fingerprints of entries that got worse and therefore gate."),
    regressions: z.array(z.strictObject({ fingerprint: text, was: text })).describe("The state of each of them before."),
    size: count.describe("Number of entries in the file after this run."),
    since: day.nullable().describe("The day on which the oldest entry was accepted."),
    sizes: z.array(z.strictObject({ on: day, accepted: count })).describe("Number of entries from a day on."),
    stale: z.array(stale).describe("The entries that no longer fail."),
    removed: z.boolean().describe("This run removes the stale entries (--update-baseline)."),
    gating: z.boolean().describe("Stale entries affect the exit code (preset strict)."),
    notAssessed: count.describe("Entries that this run did not assess."),
    stacksNotRead: z.array(text).describe("Stacks of such entries that are not part of this run."),
  })
  .describe("The accepted failures and their state in this run.");
