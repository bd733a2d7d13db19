// What a function costs: its size, and Lambda's prices on demand by region and architecture.

import type { Resource, Stack } from "../resource.ts";
import type { System } from "../system.ts";
import table from "../tables/prices.json" with { type: "json" };
import { type Known, known, orDefault, type Unresolved, unresolved } from "../value.ts";

/** In USD: a gigabyte for a second, by architecture, and a million requests. */
export interface Prices {
  readonly x86_64: number;
  readonly arm64: number;
  readonly perMillionRequests: number;
}

export interface FunctionSize {
  readonly megabytes: number;
  readonly architecture: "x86_64" | "arm64";
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const DEFAULT_MEGABYTES = 128;

/** null for a region that the table does not have. */
function pricesIn(region: string): Prices | null {
  if (table.standardRegions.includes(region)) return table.standard;
  const others: Readonly<Record<string, Prices>> = table.otherRegions;
  return Object.hasOwn(others, region) ? (others[region] ?? null) : null;
}

/** What a user says instead of the table. */
export type GivenPrices = { readonly [Name in keyof Prices]?: number | undefined };

export interface Price {
  readonly gigabyteSecond: number;
  readonly perMillionRequests: number;
  /** For a person: `prices of eu-west-1, 2026-09-19`. */
  readonly of: string;
}

/** The price in the stack's region; what is given counts before the table. */
export function priceOf(
  stack: Stack,
  { architecture }: FunctionSize,
  given: GivenPrices,
  system: System,
): Known<Price> | Unresolved {
  const { [architecture]: own, perMillionRequests: requests } = given;
  if (own !== undefined && requests !== undefined)
    return known({ gigabyteSecond: own, perMillionRequests: requests, of: "prices as given" });
  const region = system.resolver.node({ Ref: "AWS::Region" }, stack.scope).text();
  if (region.state !== "known") return region.state === "absent" ? unresolved("has no region") : region;
  const listed = pricesIn(region.value);
  if (listed === null)
    return unresolved(`depends on the prices in ${region.value}, which are not in the built-in table; set the option prices`);
  return known({
    gigabyteSecond: own ?? listed[architecture],
    perMillionRequests: requests ?? listed.perMillionRequests,
    of: `prices of ${region.value}, ${table.asOf}`,
  });
}

export function sizeOf(resource: Resource): Known<FunctionSize> | Unresolved {
  const memory = orDefault(resource.property("MemorySize").number(), DEFAULT_MEGABYTES);
  const architecture = orDefault(resource.property("Architectures", 0).text("arm64"), "x86_64");
  if (memory.state !== "known") return memory;
  if (architecture.state !== "known") return architecture;
  return known({ megabytes: memory.value, architecture: architecture.value === "arm64" ? "arm64" : "x86_64" });
}

/** In USD, without free tier, discounts, and what is provisioned or stored. */
export function costOf(
  use: { readonly invocations: number; readonly milliseconds: number },
  { megabytes }: FunctionSize,
  price: Price,
): number {
  const gigabyteSeconds = (use.milliseconds / 1000) * (megabytes / 1024);
  return gigabyteSeconds * price.gigabyteSecond + (use.invocations / 1e6) * price.perMillionRequests;
}
