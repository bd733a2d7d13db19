// Stacks that belong together.
import { expect, it } from "vitest";
import { type Stack, systemsOf, targetOf } from "./systems.ts";

const stack = (name: string, importers: readonly string[] = [], tags: Readonly<Record<string, string>> = {}): Stack => ({
  name,
  account: "111122223333",
  region: "eu-west-1",
  tags,
  importers,
});

it("are one system where one imports what another exports, over any number of steps", () => {
  const systems = systemsOf([stack("network", ["orders"]), stack("alone"), stack("orders", ["reports"]), stack("reports")]);
  expect(systems.map((system) => system.map(({ name }) => name))).toEqual([["network", "orders", "reports"], ["alone"]]);
});

it("are one where they import each other's, and where who imports is not in the list they are not", () => {
  const systems = systemsOf([stack("a", ["b"]), stack("b", ["a"]), stack("c", ["elsewhere"])]);
  expect(systems.map((system) => system.map(({ name }) => name))).toEqual([["a", "b"], ["c"]]);
});

it("become a target that is called after the first of them, with the tags that all of them have", () => {
  const system = [stack("orders", [], { team: "shop", stage: "prod" }), stack("network", [], { team: "shop", stage: "all" })];
  expect(targetOf(system, { role: "arn:aws:iam::111122223333:role/audit", externalId: "x" })).toEqual({
    name: "network.eu-west-1.111122223333",
    stacks: ["network", "orders"],
    region: "eu-west-1",
    account: "111122223333",
    role: "arn:aws:iam::111122223333:role/audit",
    externalId: "x",
    tags: { team: "shop" },
  });
});
