// The time of a run: fixed where a limit is set, else growing with the number of questions.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Ask } from "../../model/observed/ask.ts";
import { secondsFor } from "./estimate.ts";
import { startTimeLimit } from "./time-limit.ts";

const never = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the default is two minutes, and grows with what is asked", () => {
  const time = startTimeLimit(null, never);
  expect(time.grow(20)).toBe(null);
  expect(time.grow(100)).toBe(200);
  vi.advanceTimersByTime(150_000);
  expect(time.signal.aborted).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect((time.signal.reason as Error).message).toBe("no response within the time limit of 200 s");
});

test("one that is set stays", () => {
  const time = startTimeLimit(5, never);
  expect(time.grow(1_000)).toBe(null);
  vi.advanceTimersByTime(5_001);
  expect((time.signal.reason as Error).message).toBe("no response within the time limit of 5 s");
});

test("questions take as long as the slowest service allows", () => {
  const asks = Array.from({ length: 130 }, (_, index): Ask => ({ kind: "aliases", stack: "shop", functionName: `f${index}` }));
  expect(secondsFor(asks)).toBeCloseTo(10);
  expect(secondsFor([...asks, { kind: "alarm", stack: "shop", name: "a" }])).toBeCloseTo(10);
  expect(secondsFor([])).toBe(0);
});
