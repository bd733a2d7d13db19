// canary-comparison: while traffic is shifted, whether the new version does worse than the one that it replaces.
import * as z from "zod";
import type { Assessment, Observations } from "../assessment.ts";
import { judgeNoData, tooFew } from "../measuring/judge.ts";
import { periodOption, spanOf, windowOptions } from "../measuring/options.ts";
import { compareVersions } from "../measuring/versions.ts";
import { percentInWords } from "../measuring/words.ts";
import { asksOfShift, type ShiftingAlias, shiftingAliases, versionsIn } from "../model/observed/traffic-shift.ts";
import { defineCheck } from "./define-check.ts";

const options = z.strictObject({
  ...windowOptions("1h"),
  period: periodOption,
  floor: z
    .number()
    .min(0)
    .default(0.01)
    .describe("Smaller differences between the error rates are ignored (share of the invocations)."),
});
type Options = z.infer<typeof options>;

export default defineCheck<Options>({
  id: "canary-comparison",
  title: "a new version is no worse than the version it replaces",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "function whose alias shifts traffic now",
  severity: "off",
  options,
  observes: ["aliases", "metric"],
  *asks({ model, options: given }) {
    for (const { shift } of shiftingAliases(model)) if (shift.state === "known") yield* asksOfShift(shift.value, spanOf(given));
  },
  *assess(observations) {
    for (const shifting of shiftingAliases(observations.model)) yield judge(shifting, observations);
  },
});

function judge({ shift, subject, chain }: ShiftingAlias, observations: Observations<Options>): Assessment {
  const { model, options: given, pass, fail, unknown } = observations;
  const evidence = chain.map(({ resource }) => resource);
  const seen = shift.state === "known" ? versionsIn(shift.value, spanOf(given), model) : shift;
  if (shift.state !== "known" || seen.state !== "known") {
    const because = seen.state === "unresolved" ? seen : "its aliases could not be read";
    return unknown(subject, { message: "unknown whether its new version is worse", because, remedy, evidence });
  }
  const { fresh, old } = seen.value;
  const scarcer = fresh.invocations <= old.invocations ? fresh : old;
  if (scarcer.invocations < given.minimumSamples) {
    const few = tooFew("invocation", scarcer.invocations, given);
    const message = `unknown whether version ${fresh.version} is worse than version ${old.version}`;
    return judgeNoData(
      subject,
      { few: `version ${scarcer.version}: ${few}`, message, isSuspect: fresh.errors > 0, finding: { evidence }, remedy },
      given,
      observations,
    );
  }
  const { isWorse, message, measurement } = compareVersions(fresh, old, given.floor);
  const share = percentInWords(shift.value.newShare);
  const finding = { message: `version ${fresh.version} gets ${share} of the traffic: ${message}`, measurement, evidence };
  return isWorse ? fail(subject, { ...finding, remedy }) : pass(subject, finding);
}

const stop = "stop the deployment and roll it back: aws deploy stop-deployment --auto-rollback-enabled --deployment-id ID";

const remedy = {
  cdk: `${stop}; give the deployment group an alarm that does this`,
  sam: `${stop}; give the DeploymentPreference an alarm that does this`,
  cloudformation: `${stop}; give the deployment group an alarm that does this`,
};
