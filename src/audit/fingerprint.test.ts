// What changes a fingerprint, and what does not.
import { expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import type { Subject } from "../assessment.ts";
import type { StackFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import { fingerprintsFor } from "./fingerprint.ts";

const check = { id: "function-alias" };
const fn = { Type: "AWS::Lambda::Function" };

interface Named {
  readonly stackName?: string;
  readonly logicalId?: string;
  readonly constructPath?: string | null;
  readonly more?: Partial<StackFacts>;
  readonly others?: readonly StackFacts[];
}

function named({ stackName = "Shop", logicalId = "Orders", constructPath = null, more = {}, others = [] }: Named) {
  const own = stack(stackName, { Resources: { [logicalId]: fn } }, more);
  const resources = new Map([...own.resources].map(([id, facts]) => [id, { ...facts, constructPath }]));
  const facts = factsOf({ ...own, resources }, ...others);
  const resource = link(facts).resources.find((each) => each.logicalId === logicalId);
  const subject: Subject = { stack: resource!.stack, resource: resource!, detail: null };
  const fingerprints = fingerprintsFor(facts);
  return {
    fingerprint: fingerprints.of(check, subject, undefined),
    address: fingerprints.addressOf(subject),
    key: fingerprints.stackKey(stackName),
  };
}

const same = (one: Named, other: Named): boolean => named(one).fingerprint === named(other).fingerprint;
const cdk = { more: { language: "cdk" } } as const;

it("leaves out the digests of the CDK, also within a path and of what is published", () => {
  const path = { ...cdk, logicalId: "OrdersA1B2C3D4", constructPath: "Shop/Orders/AllowRuleB1B2C3D4/Resource" };
  expect(same(path, { ...path, logicalId: "Orders0F0F0F0F", constructPath: "Shop/Orders/AllowRule0F0F0F0F/Resource" })).toBe(
    true,
  );
  expect(same(path, { ...path, constructPath: "Shop/Orders/DenyRuleB1B2C3D4/Resource" })).toBe(false);
  const bare = { ...cdk, logicalId: `OrdersCurrentVersionA1B2C3D4${"0a".repeat(16)}` };
  expect(same(bare, { ...cdk, logicalId: `OrdersCurrentVersionFFFF0000${"1b".repeat(16)}` })).toBe(true);
  expect(same({ logicalId: "OrdersA1B2C3D4" }, { logicalId: "OrdersB1B2C3D4" })).toBe(false);
});

it("leaves out a stack's name that was only derived, where there is but one stack", () => {
  const derived = { more: { nameDerived: true } };
  expect(same({ ...derived, stackName: "src" }, { ...derived, stackName: "checkout-1" })).toBe(true);
  expect(named({ ...derived, stackName: "src" })).toMatchObject({ address: "Orders", key: "" });
  expect(same({ stackName: "src" }, { stackName: "shop" })).toBe(false);
  const others = [stack("Other", {})];
  expect(same({ ...derived, stackName: "a", others }, { ...derived, stackName: "b", others })).toBe(false);
});

it("names a nested stack by the stack that it hangs on", () => {
  const nested = (parent: string): Named => ({
    stackName: `${parent}/Api`,
    more: { nameDerived: true, parent: { stack: parent, logicalId: "Api" } },
    others: [stack(parent, {}, { nameDerived: true })],
  });
  expect(same(nested("src"), nested("checkout-1"))).toBe(true);
  expect(named(nested("src"))).toMatchObject({ address: "Api/Orders", key: "Api" });
});

it("differs by check, detail and target", () => {
  const facts = factsOf(stack("Shop", { Resources: { Orders: fn } }));
  const [resource] = link(facts).resources;
  const subject: Subject = { stack: resource!.stack, resource: resource!, detail: null };
  const { of } = fingerprintsFor(facts);
  const all = [
    of(check, subject, undefined),
    of({ id: "other" }, subject, undefined),
    of(check, { ...subject, detail: "live" }, undefined),
    of(check, subject, "Alarm"),
    of(check, { ...subject, resource: null }, undefined),
  ];
  expect(new Set(all).size).toBe(all.length);
});
