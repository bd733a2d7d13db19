// The table of the lens names checks that exist, and every check answers some question of it.
import { expect, it } from "vitest";
import { builtInChecks } from "../checks/index.ts";
import { serverlessLens } from "./lens.ts";

const ids = builtInChecks.map(({ id }) => id);
const named = serverlessLens.flatMap(({ checks }) => checks);

it("names only checks that exist", () => {
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

it("has a question for every check", () => {
  expect(ids.filter((id) => !named.includes(id))).toEqual([]);
});

it("says of every question what is not covered", () => {
  expect(serverlessLens.filter(({ notCovered }) => notCovered.length === 0)).toEqual([]);
});
