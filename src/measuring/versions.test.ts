// The comparison of versions over many seeded draws: noise passes, what is really worse does not.
import { describe, expect, it } from "vitest";
import type { VersionSeen } from "../model/observed/traffic-shift.ts";
import { compareVersions } from "./versions.ts";

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Traffic {
  readonly minutes: number;
  readonly perMinute: number;
  readonly errorRate: number;
  /** The median of the durations, which are skewed as durations are. */
  readonly milliseconds: number;
}

function drawn(version: string, { minutes, perMinute, errorRate, milliseconds }: Traffic, random: () => number): VersionSeen {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const durations: number[] = [];
  let errors = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    let sum = 0;
    for (let index = 0; index < perMinute; index += 1) {
      sum += milliseconds * Math.exp(0.5 * normal());
      errors += random() < errorRate ? 1 : 0;
    }
    durations.push(sum / perMinute);
  }
  return { version, invocations: minutes * perMinute, errors, durations };
}

/** How many of 100 draws find the new version worse. */
function worse(fresh: Partial<Traffic>, old: Partial<Traffic> = {}): number {
  const usual = { minutes: 15, errorRate: 0.01, milliseconds: 180 };
  return Array.from({ length: 100 }, (_, seed) => {
    const random = randomFrom(seed + 1);
    const one = drawn("8", { ...usual, perMinute: 10, ...fresh }, random);
    return compareVersions(one, drawn("7", { ...usual, perMinute: 90, ...old }, random), 0.01).isWorse;
  }).filter(Boolean).length;
}

describe("equal noise passes in at least 99 of 100 draws", () => {
  it.each([
    {},
    { minutes: 60 },
    { errorRate: 0 },
    { errorRate: 0.2 },
    { milliseconds: 20 },
    { milliseconds: 2000, minutes: 30 },
    { perMinute: 2 },
  ])("%j", (traffic) => {
    const { perMinute, ...same } = traffic as Partial<Traffic>;
    expect(worse(perMinute === undefined ? same : traffic, same)).toBeLessThanOrEqual(1);
  });
});

describe("what is really worse fails", () => {
  it("5 % errors against none", () => {
    expect(worse({ errorRate: 0.05, minutes: 30 }, { errorRate: 0, minutes: 30 })).toBeGreaterThanOrEqual(99);
  });

  it("half as long again", () => {
    expect(worse({ milliseconds: 270, minutes: 20 }, { minutes: 20 })).toBe(100);
  });

  it("none against many, before there is anything to say of durations", () => {
    const old = { version: "7", invocations: 180, errors: 0, durations: [180] };
    const fresh = { version: "8", invocations: 20, errors: 20, durations: [12] };
    expect(compareVersions(fresh, old, 0.01)).toEqual({
      isWorse: true,
      message:
        "100 % of version 8 fails (20 of 20 invocations), 0 % of version 7 fails (0 of 180 invocations) (Fisher's exact test: p < 0.0001); durations are not compared, 1 period of 10 needed",
      measurement: { value: 1, unit: "share of invocations", comparator: "<", threshold: 0.01 },
    });
  });
});

describe("what is no worse passes", () => {
  const steady = (milliseconds: number): number[] => Array.from({ length: 20 }, (_, index) => milliseconds + (index % 5));
  const old = { version: "7", invocations: 2000, errors: 0, durations: steady(100) };

  it("no errors against none, and faster", () => {
    const { isWorse, message } = compareVersions({ ...old, version: "8", durations: steady(50) }, old, 0.01);
    expect({ isWorse, message }).toEqual({
      isWorse: false,
      message: expect.stringContaining("it takes 50 ms less than the 102 ms of version 7"),
    });
  });

  it("a difference that is certain and trifling: under the floor, under 10 ms, under 10 %", () => {
    const many = { version: "8", invocations: 2e6, errors: 6000, durations: steady(109) };
    const { isWorse, measurement } = compareVersions(many, { ...old, invocations: 2e6 }, 0.01);
    expect({ isWorse, measurement }).toEqual({
      isWorse: false,
      measurement: { value: 0.003, unit: "share of invocations", comparator: "<", threshold: 0.01 },
    });
    expect(
      compareVersions({ ...old, version: "8", durations: steady(1050) }, { ...old, durations: steady(1000) }, 0.01).isWorse,
    ).toBe(false);
  });

  it("the measurement is of what decides", () => {
    const { measurement } = compareVersions({ ...old, version: "8", durations: steady(120) }, old, 0.01);
    expect(measurement).toEqual({ value: 20, unit: "ms", comparator: "<", threshold: expect.closeTo(10.2, 9) });
    expect(compareVersions({ ...old, version: "8" }, old, 0.01).measurement).toEqual({
      value: 1,
      unit: "probability",
      comparator: ">",
      threshold: 0.005,
    });
  });
});
