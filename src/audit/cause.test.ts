// What assessments have in common, so that a reader reads it once.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import type { Assessment } from "../assessment.ts";
import { link } from "../model/link.ts";
import { unresolved } from "../model/value.ts";
import { causeOf } from "./cause.ts";

const ids = ["Orders", "OrdersLive", "Billing1A2B3C4D", "Shared"];
const Resources = Object.fromEntries(ids.map((id) => [id, { Type: "AWS::Lambda::Function", Properties: {} }]));
const [orders, live, billing, shared] = link(factsOf(stack("Shop", { Resources }))).resources;
if (orders === undefined || live === undefined || billing === undefined || shared === undefined) throw new Error("no resources");

const check = { id: "function-alias" };
const failure = (finding: Partial<Assessment["finding"]>, detail: string | null = null): Assessment => ({
  verdict: "fail",
  subject: { stack: orders.stack, resource: orders, detail },
  finding: { message: "has no alias", remedy: "add one", ...finding },
});
const doubt = (finding: Partial<Assessment["finding"]>): Assessment => ({ ...failure(finding), verdict: "unknown" });
const patternOf = (assessment: Assessment) => causeOf(check, assessment)?.text;

describe("the cause", () => {
  it("is none where nothing is wrong", () => {
    expect(causeOf(check, { ...failure({ lacks: "an alias" }), verdict: "pass" })).toBe(null);
  });

  it("is what many lack, of one check", () => {
    expect(causeOf(check, failure({ lacks: "an alias" }))).toEqual({
      kind: "lack",
      key: "function-alias: has no alias",
      text: "an alias",
    });
  });

  it("is a pattern where unknown whether it lacks something", () => {
    expect(causeOf(check, doubt({ lacks: "an alias", because: "nobody says" }))).toEqual({
      kind: "pattern",
      key: "function-alias: has no alias: nobody says",
      text: "has no alias: nobody says",
    });
  });

  it("is the resource at fault, whatever the message", () => {
    const [one, other] = [failure({ culprit: shared }), failure({ culprit: shared, message: "is alone", lacks: "company" })];
    expect(causeOf(check, one)).toEqual({ kind: "resource", key: `function-alias: resource ${shared.id}`, text: "Shared" });
    expect(causeOf(check, other)).toEqual(causeOf(check, one));
  });

  it("is the input that is open, the same for all checks, whatever else depends on it", () => {
    const input = (label: string) => ({ id: `Shop ${label}`, label, outcomes: null });
    const open = unresolved("depends on both", [input("parameter Stage"), input("parameter Alarm"), input("parameter Stage")]);
    const because = { ...open, reason: "depends on both (fails with dev)", shared: "depends on both" };
    expect(causeOf(check, doubt({ because, culprit: shared }))).toEqual({
      kind: "input",
      key: "input: parameter Alarm, parameter Stage",
      text: "depends on both",
    });
    expect(causeOf({ id: "queue-redrive" }, doubt({ because: unresolved("was not recorded") }))).toEqual({
      kind: "input",
      key: "input: was not recorded",
      text: "was not recorded",
    });
    expect(causeOf(check, failure({ because: open }))?.kind).toBe("pattern");
  });
});

describe("the pattern of a message", () => {
  it("is without the names of nodes, of the detail and of the stack's resources", () => {
    const evidence = [orders, { resource: live, label: "the alias" }, { resource: shared }];
    const message = "Orders shifts the alias prod of Shared to Billing, not to Billing1A2B3C4D";
    expect(patternOf(failure({ message, evidence }, "prod"))).toBe("… shifts … … of … to …, not to …");
  });

  it("replaces a name whole where another one is a part of it", () => {
    const evidence = [
      { resource: orders, label: "my-api" },
      { resource: live, label: "my-api-errors" },
    ];
    expect(patternOf(failure({ message: "my-api-errors watches my-api", evidence }))).toBe("… watches …");
  });

  it("knows a construct without the digest of its logical id, and no parts of words", () => {
    expect(patternOf(failure({ message: "Billing1A2B3C4D, Billing and Billings" }))).toBe("…, … and Billings");
  });

  it("is without numbers", () => {
    expect(patternOf(failure({ message: "10,000 of 12.5 in 3 minutes, p95. Then 7" }))).toBe("# of # in # minutes, p#. Then #");
  });

  it("has the reason of an unknown, which a failure does not have", () => {
    expect(patternOf(doubt({ because: "Shared may have 2" }))).toBe("has no alias: … may have #");
    expect(patternOf(failure({ because: "Shared may have 2" }))).toBe("has no alias");
  });
});
