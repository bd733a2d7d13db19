// The line of progress: on terminals only, one line, gone afterwards.
import { expect, test } from "vitest";
import { progressOn } from "./progress.ts";

function terminal(isTTY: boolean, env: Readonly<Record<string, string>> = {}) {
  let written = "";
  const stderr = {
    isTTY,
    columns: 10,
    write: (text: string) => {
      written += text;
    },
  };
  return { progress: progressOn({ stderr, env }), written: () => written };
}

test("one line that fits, and nothing left of it", () => {
  const { progress, written } = terminal(true);
  progress.clear();
  expect(written()).toBe("");
  progress.show("12 of 345\u001b answers");
  progress.show("too soon after the other");
  progress.clear();
  progress.clear();
  expect(written()).toBe("\r\u001b[K12 of 345\r\u001b[K");
});

test.each([
  ["a pipe", false, {}],
  ["a terminal that cannot erase", true, { TERM: "dumb" }],
])("nothing on %s", (_, isTTY, env) => {
  const { progress, written } = terminal(isTTY, env);
  progress.show("12 of 345 answers");
  progress.clear();
  expect(written()).toBe("");
});
