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

function named(
  { stackName = "Shop", logicalId = "Orders", constructPath = null, more = {}, others = [] }: Named,
  part: Partial<Subject> = {},
) {
  const own = stack(stackName, { Resources: { [logicalId]: fn } }, more);
  const resources = new Map([...own.resources].map(([id, facts]) => [id, { ...facts, constructPath }]));
  const facts = factsOf({ ...own, resources }, ...others);
  const resource = link(facts).resources.find((each) => each.logicalId === logicalId);
  const subject: Subject = { stack: resource!.stack, resource: resource!, detail: null, ...part };
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
  const byCdk = nested("src");
  const more = { ...byCdk.more, parent: { stack: "src", logicalId: "ApiNestedStackA1B2C3D4" } };
  expect(named({ ...byCdk, more })).toMatchObject({ key: "ApiNestedStack" });
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

it("is the same in every version, so that baselines and records written before still match", () => {
  const sam = stack("Shop", { Resources: { Orders: fn, OrdersVersion0a1b2c3d4e: { Type: "AWS::Lambda::Version" } } });
  const resources = new Map(
    [...sam.resources].map(([id, facts]) => {
      const generatedFrom = id === "Orders" ? null : { logicalId: "Orders", path: [] };
      return [id, { ...facts, generatedFrom }];
    }),
  );
  const facts = factsOf({ ...sam, resources });
  const subjects = [...link(facts).resources.map((each): Subject => ({ stack: each.stack, resource: each, detail: null }))];
  const { of } = fingerprintsFor(facts);
  expect(subjects.map((subject) => of(check, subject, undefined))).toMatchInlineSnapshot(`
    [
      "8ef8b04201b6ea403a397e8c899910e2",
      "10742c75e968bf61265ecc14df4b2f17",
    ]
  `);
  expect(of(check, { ...subjects[0]!, resource: null, detail: "live" }, "Alarm")).toMatchInlineSnapshot(
    `"84798134f1f6d94b88ef6b055fe6b3b6"`,
  );
  expect(named({ ...cdk, logicalId: "OrdersA1B2C3D4" }).fingerprint).toMatchInlineSnapshot(`"8ef8b04201b6ea403a397e8c899910e2"`);
  expect(named({ constructPath: "Shop/OrdersA1B2C3D4/Resource" }).fingerprint).toMatchInlineSnapshot(
    `"1839d9a643a1e0a189b8e42e43387507"`,
  );
});

it("leaves out the digest of what SAM generates, and of nothing else", () => {
  const generated = (logicalId: string, isGenerated: boolean): string => {
    const own = stack("Shop", { Resources: { [logicalId]: fn } }, { language: "sam" });
    const generatedFrom = isGenerated ? { logicalId: "Orders", path: [] } : null;
    const facts = factsOf({
      ...own,
      resources: new Map([...own.resources].map(([id, each]) => [id, { ...each, generatedFrom }])),
    });
    const [resource] = link(facts).resources;
    return fingerprintsFor(facts).of(check, { stack: resource!.stack, resource: resource!, detail: null }, undefined);
  };
  expect(generated("OrdersVersion0a1b2c3d4e", true)).toBe(generated("OrdersVersionffffffffff", true));
  expect(generated("OrdersVersion0a1b2c3d4e", false)).not.toBe(generated("OrdersVersionffffffffff", false));
});

it("addresses a subject as a baseline names it", () => {
  const address = (own: Named, more: Partial<Subject> = {}): string => named(own, more).address;
  expect(address({})).toBe("Shop/Orders");
  expect(address({}, { detail: "live" })).toBe("Shop/Orders (live)");
  expect(address({ constructPath: "Shop/Orders/Resource" })).toBe("Shop/Orders");
  expect(address({ constructPath: "Shop/ResourceOrders/Alias" })).toBe("Shop/ResourceOrders/Alias");
  expect(address({ constructPath: "Shop/Resource/Alias" })).toBe("Shop/Resource/Alias");
  expect(address({}, { resource: null })).toBe("Shop");
  const derived = { more: { nameDerived: true } };
  expect(address(derived, { resource: null })).toBe("stack");
  expect(address(derived, { resource: null, detail: "live" })).toBe("stack (live)");
});
