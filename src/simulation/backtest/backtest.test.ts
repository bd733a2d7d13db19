// Two recorded weeks with known incidents: hours and frequencies come out as they were planted.
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folder, recordedIncidents } from "../../../test/incidents.ts";
import { backtests, selected } from "../../cli/backtest.ts";
import { link } from "../../model/link.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import type { Recording } from "../../sources/recording.ts";
import { snapshotText } from "../../sources/snapshot/snapshot.ts";
import { SIMULATION_DEFAULTS } from "../simulate.ts";
import type { Backtest } from "./outcome.ts";

const DAY = 86_400;

async function played(
  recording: Recording,
  windowSeconds = 14 * DAY,
  settings = {},
): Promise<Readonly<Record<string, Backtest>>> {
  const model = link(await systemOf(recording, { kind: "snapshot" }), {});
  const found = backtests(model, windowSeconds, selected(model, []), { ...SIMULATION_DEFAULTS, ...settings });
  return Object.fromEntries([...found].map(([{ subject }, backtest]) => [subject.resource.logicalId, backtest]));
}

const recording = await recordedIncidents();
const { Checkout: checkout, Reports: reports } = (await played(recording)) as { Checkout: Backtest; Reports: Backtest };

const at = ({ hours }: Backtest, day: number, hour: number) => hours[day * 24 + hour];
/** Day × hour of those that are rated so. */
function rated({ hours }: Backtest, rating: string): readonly string[] {
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => hours.filter((each) => each.day === day && each.rating === rating));
  return days.map((each) => each.map(({ hour }) => hour).join(" "));
}

const range = (from: number, to: number): string => Array.from({ length: to - from }, (_, index) => from + index).join(" ");

it("is played on a snapshot that holds what was planted", async () => {
  const { text } = await snapshotText(recording, { accounts: false });
  await expect(text).toMatchFileSnapshot(path.join(folder, "shop.snapshot.json"));
  expect(text.length).toBeLessThan(300_000);
});

describe("the hours of a shop by day", () => {
  it("are good while there is traffic and nothing fails", () => {
    const [workday, wednesday] = [range(7, 19), `${range(7, 14)} ${range(15, 19)}`];
    expect(rated(checkout, "good")).toEqual([workday, workday, wednesday, workday, workday, "", ""]);
  });

  it("are blind where no alarm detects a broken version", () => {
    const [workday, weekend] = [`${range(0, 7)} 19 21 22 23`, `${range(0, 9)} ${range(18, 24)}`];
    expect(rated(checkout, "blind")).toEqual([workday, workday, workday, workday, workday, weekend, weekend]);
    expect(at(checkout, 0, 3)).toMatchObject({ stopped: 0, minute: null, healthyRollbacks: 0 });
  });

  it("are noisy where an incident or the job of the evening is in the way of healthy versions", () => {
    expect(rated(checkout, "noisy")).toEqual(["20", "20", "14 20", "20", "20", "", ""]);
    // In ALARM from 14:07 to 14:27: of 12 starts in one of two weeks four are blocked, that of 14:05 is rolled back.
    expect(at(checkout, 2, 14)).toMatchObject({ starts: 24, healthyRollbacks: 5 / 24, stopped: 1, minute: 2 });
    // In ALARM from 20:32 to 20:35: one start, in each of two weeks.
    expect(at(checkout, 0, 20)).toMatchObject({ starts: 24, healthyRollbacks: 2 / 24, stopped: 0 });
  });

  it("are unsure where few requests come: two a minute, of which three minutes show a tenth", () => {
    for (const day of [5, 6])
      for (let hour = 9; hour < 17; hour += 1) {
        const found = at(checkout, day, hour);
        expect(found?.rating).toBe("unsure");
        expect(Math.abs((found?.stopped ?? 0) - (1 - 0.9 ** 6))).toBeLessThan(0.07);
      }
  });
});

it("counts what is blocked and what is rolled back with nothing deployed", () => {
  // Ten evenings with one start each, and the incident with four that are blocked and one that is not.
  expect(checkout.starts).toBe(14 * 288 - 7 * 12);
  expect(checkout.blocked).toBe(4 / checkout.starts);
  expect(checkout.healthyRollbacks).toBe(15 / checkout.starts);
  expect(checkout.alarmPeriods).toHaveLength(11);
  expect(checkout.alarmPeriods.at(2)).toMatchObject({ from: "2026-11-18T14:07Z", to: "2026-11-18T14:27Z" });
});

it("treats missing data as the alarm does: as breaching where it is set so", () => {
  // No data from 2:00 to 4:00: the five data points that are looked at are all missing from 2:06 on, and no longer at 4:02.
  expect(reports.alarmPeriods).toMatchObject([
    { logicalId: "ReportsSlow", from: "2026-11-20T02:06Z", to: "2026-11-20T04:02Z" },
    { logicalId: "ReportsFailing", from: "2026-11-24T11:02Z", to: "2026-11-24T11:12Z" },
  ]);
  // A shift of nine minutes: blocked from 2:10 to 4:00, rolled back from 2:00 and 2:05; on Tuesday blocked at 11:05 and 11:10, and rolled back from 10:55 and 11:00.
  expect(reports.starts * (reports.blocked ?? 0)).toBeCloseTo(23 + 2);
  expect(reports.starts * (reports.healthyRollbacks ?? 0)).toBeCloseTo(23 + 2 + 2 + 2);
  expect(at(reports, 4, 3)).toMatchObject({ healthyRollbacks: 0.5, rating: "noisy" });
});

it("takes a stack that is younger than the window for what it is, and says so", () => {
  expect(checkout.from).toBe("2026-11-16T07:00Z");
  expect(checkout.assumptions).toEqual(["there is no data before 2026-11-16T07:00Z: deployments begin there"]);
  expect(reports.assumptions).toEqual([expect.stringMatching(/^ReportsSlow is simulated with its recorded metric/)]);
});

it("plays a version that fails some of its requests", async () => {
  const { Checkout: partly } = (await played(recording, 14 * DAY, { errorRate: 0.001 })) as { Checkout: Backtest };
  // 600 requests a minute, a tenth of which meets it, for three minutes.
  const expected = 1 - 0.9999 ** 1800;
  expect(Math.abs((at(partly, 0, 10)?.stopped ?? 0) - expected)).toBeLessThan(0.06);
  expect(at(partly, 0, 10)?.rating).toBe("unsure");
});

describe("another window than the recorded one", () => {
  it("plays the newest days of a longer one", async () => {
    const { Checkout: week } = (await played(recording, 7 * DAY)) as { Checkout: Backtest };
    expect(week).toMatchObject({ reason: null, from: "2026-11-23T07:00Z", to: "2026-11-29T23:55Z", blocked: 0 });
    expect(at(week, 2, 14)).toMatchObject({ starts: 12, healthyRollbacks: 0, rating: "good" });
  });

  it("does not play more than was recorded", async () => {
    const { Checkout: longer } = (await played(recording, 15 * DAY)) as { Checkout: Backtest };
    expect(longer).toMatchObject({ starts: 0, hours: [], stopped: null });
    expect(longer.reason).toBe(
      "the history of AWS/Lambda Invocations was recorded for only 336 hours; pass --backtest 336h, or record it again",
    );
  });

  it("says where nothing was recorded", async () => {
    const bare = {
      ...recording,
      answers: Object.fromEntries(Object.entries(recording.answers).filter(([key]) => !key.includes("metric-history"))),
    };
    const { Checkout: nothing } = (await played(bare)) as { Checkout: Backtest };
    expect(nothing.reason).toContain("the history of AWS/Lambda Invocations was not recorded");
  });

  it("says where the window is shorter than what alarms and shift look at", async () => {
    const { Reports: short } = (await played(recording, 900)) as { Reports: Backtest };
    expect(short.reason).toMatch(/^alarms and shift need 0\.\d hours of data, but there are only 0\.3 hours$/);
  });
});
