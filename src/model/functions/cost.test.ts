// Prices by region and architecture, and what a function of a size costs.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import { link } from "../link.ts";
import { costOf, type GivenPrices, priceOf, sizeOf } from "./cost.ts";

function priced(region: string | null, properties: object = {}, given: GivenPrices = {}) {
  const Resources = { Orders: { Type: "AWS::Lambda::Function", Properties: { ...properties } } };
  const { system } = link(factsOf(stack("shop", { Resources }, { region })));
  const [resource] = system.resources;
  const size = sizeOf(resource!);
  if (size.state !== "known") return size.reason;
  const price = priceOf(resource!.stack, size.value, given, system);
  return price.state === "known" ? { ...size.value, ...price.value } : price.reason;
}

describe("priceOf", () => {
  it.each([
    ["eu-west-1", {}, 0.0000166667, 0.2],
    ["eu-west-1", { Architectures: ["arm64"] }, 0.0000133334, 0.2],
    ["af-south-1", {}, 0.0000221, 0.27],
    ["me-central-1", { Architectures: ["arm64"] }, 0.0000165334, 0.25],
  ])("%s %j", (region, properties, gigabyteSecond, perMillionRequests) => {
    expect(priced(region, properties)).toMatchObject({
      gigabyteSecond,
      perMillionRequests,
      of: `prices of ${region}, 2026-09-19`,
    });
  });

  it("takes what is given first", () => {
    expect(priced("eu-west-1", {}, { x86_64: 0.00001 })).toMatchObject({ gigabyteSecond: 0.00001, perMillionRequests: 0.2 });
    expect(priced("eu-west-1", {}, { arm64: 0.00001 })).toMatchObject({ gigabyteSecond: 0.0000166667 });
    expect(priced(null, {}, { x86_64: 0.00001, perMillionRequests: 0.1 })).toMatchObject({ of: "prices as given" });
  });

  it("does not guess for a region it does not know", () => {
    expect(priced("cn-north-1")).toBe(
      "depends on the prices in cn-north-1, which are not in the built-in table; set the option prices",
    );
    expect(priced("constructor")).toMatch(/^depends on the prices in constructor/);
    expect(priced(null)).toMatch(/^depends on AWS::Region/);
  });
});

describe("sizeOf", () => {
  it("has the service's defaults", () => {
    expect(priced("eu-west-1")).toMatchObject({ megabytes: 128, architecture: "x86_64" });
  });

  it("does not guess what a parameter says", () => {
    expect(priced("eu-west-1", { MemorySize: { "Fn::ImportValue": "Memory" } })).toMatch(/Memory/);
    expect(priced("eu-west-1", { Architectures: [{ "Fn::ImportValue": "Architecture" }] })).toMatch(/Architecture/);
  });
});

it("agrees with the example on AWS's page: 3 million requests of 120 ms at 1536 MB", () => {
  const price = { gigabyteSecond: 0.0000166667, perMillionRequests: 0.2, of: "" };
  // 540,000 GB-s × 0.0000166667 + 0.60: the page deducts the free tier from this.
  const use = { invocations: 3e6, milliseconds: 3e6 * 120 };
  expect(costOf(use, { megabytes: 1536, architecture: "x86_64" }, price)).toBeCloseTo(9.0 + 0.6, 3);
});
