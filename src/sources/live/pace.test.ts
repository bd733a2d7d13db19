// Calls take their turns, however many want to go at once.
import { expect, test } from "vitest";
import { pacer } from "./pace.ts";

const never = new AbortController().signal;

test("calls are evenly spread, and a call that is late enough does not wait", async () => {
  const take = pacer(50);
  const began = performance.now();
  const taken = await Promise.all(Array.from({ length: 6 }, () => take(never).then(() => performance.now() - began)));
  for (const [index, at] of taken.entries()) expect(at).toBeGreaterThanOrEqual(index * 20 - 2);
  await new Promise((resolve) => setTimeout(resolve, 40));
  const again = performance.now();
  await take(never);
  expect(performance.now() - again).toBeLessThan(15);
});

test("who waits is let go when the run ends", async () => {
  const take = pacer(0.01);
  const ended = new AbortController();
  await take(ended.signal);
  const waiting = take(ended.signal);
  ended.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});
