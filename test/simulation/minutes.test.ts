// With a rate: the picture, the sentence, the percentiles and the advice name the same minute of an alarm.
import fc from "fast-check";
import { expect, it } from "vitest";
import { momentOf } from "../../src/drawings/shift/words.ts";
import type { SimulatedDeployment } from "../../src/simulation/outcome.ts";
import { shops } from "./random-shops.ts";
import { simulated } from "./shop.ts";

const rates = fc.constantFrom(0.5, 2, 10, 30, 300);

/** What the sentence says of one alarm. */
function told({ reason, alarms }: SimulatedDeployment) {
  const [, name, moment] =
    /^(\w+) (enters ALARM only at minute \d[\d,]*\d|enters ALARM only at minute \d|never enters ALARM)/.exec(reason ?? "") ?? [];
  const alarm = alarms.find(({ logicalId }) => logicalId === name);
  const numberIn = (pattern: RegExp, text = ""): number | null => {
    const [, digits] = pattern.exec(text) ?? [];
    return digits === undefined ? null : Number(digits.replaceAll(",", ""));
  };
  return {
    alarm,
    minute: numberIn(/minute ([\d,]+)$/, moment),
    needed: numberIn(/(?:needs|would need) ([\d,]+) minute/, reason ?? undefined),
  };
}

it("names one minute of each alarm, which is no sooner than what it needs", { timeout: 240_000 }, async () => {
  const seen = { named: 0, needed: 0, never: 0 };
  const property = fc.asyncProperty(shops, rates, fc.constantFrom(1, 0.2), async (template, requestsPerMinute, errorRate) => {
    const deployment = await simulated(template, { requestsPerMinute, errorRate, seeksBounds: false });
    const { alarm, minute, needed } = told(deployment);
    if (alarm === undefined) return;
    seen[minute === null ? "never" : "named"] += 1;
    expect(alarm, deployment.reason ?? "").toMatchObject({
      state: minute === null ? "silent" : "goes-off",
      goesOffMinute: minute,
    });
    if (minute === null) return;
    expect(momentOf(alarm, deployment).replaceAll(",", "")).toContain(`minute ${minute}`);
    if (needed === null) return;
    seen.needed += 1;
    expect(needed, deployment.reason ?? "").toBeLessThanOrEqual(minute);
  });
  await fc.assert(property, { numRuns: 100, seed: 14 });
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(4);
});

it("shows the only alarm where half of the rollbacks are", { timeout: 240_000 }, async () => {
  let shown = 0;
  const property = fc.asyncProperty(shops, fc.constantFrom(30, 300), async (template, requestsPerMinute) => {
    const { alarms, percentiles, probabilityStopped } = await simulated(template, { requestsPerMinute, seeksBounds: false });
    const [only, ...others] = alarms;
    if (others.length > 0 || only === undefined || (probabilityStopped ?? 0) < 0.5) return;
    shown += 1;
    expect(only.goesOffMinute).toBe(percentiles?.minute.p50);
  });
  await fc.assert(property, { numRuns: 150, seed: 15 });
  expect(shown).toBeGreaterThan(4);
});
