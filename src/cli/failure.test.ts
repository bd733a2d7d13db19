// What a user reads when something went wrong.
import { expect, test } from "vitest";
import { FitnessError, UsageError } from "../errors.ts";
import { describeFailure } from "./failure.ts";

test("place, what was wrong, what to do: one paragraph", () => {
  const error = new UsageError("the key is unknown", {
    place: { file: "a.json", line: 3, column: 5 },
    remedy: "did you mean b?",
  });
  expect(describeFailure(error)).toBe("fitness: a.json:3:5: the key is unknown. Did you mean b?\n");
  expect(describeFailure(new FitnessError("it is empty", { place: { file: "a.json" } }))).toBe("fitness: a.json: it is empty.\n");
});

test("names from the input cannot write on the terminal or start a line", () => {
  expect(describeFailure(new FitnessError("no \u001b[31mred\u0007\n::error::x"))).toBe("fitness: no �[31mred� ::error::x.\n");
  expect(describeFailure(new FitnessError("user/\u202egro.elpmaxe\u2066"))).toBe("fitness: user/�gro.elpmaxe�.\n");
});

test("our own faults say so, and how to report them", () => {
  const text = describeFailure(new TypeError("x is not a function"));
  expect(text).toMatch(
    /^fitness: internal error: x is not a function\. This is a bug in fitness, not in your input; please report it/,
  );
  expect(text).toContain("failure.test.ts");
  expect(describeFailure("text")).toContain("internal error: text");
});
