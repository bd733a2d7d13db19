import { describe, expect, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import { open } from "../../../test/shifted.ts";
import type { Json } from "../json.ts";
import { link } from "../link.ts";

/** The values of parameter `Open` that are tried for a text that is weighed with `wanted`. */
function tried(written: Json, ...wanted: readonly string[]): readonly string[] {
  const Resources = { Q: { Type: "AWS::SQS::Queue", Properties: { State: written } } };
  const Parameters = { ...open("Open", "Other"), Few: { Type: "String", AllowedValues: ["on", "off"] } };
  const { system } = link(factsOf(stack("Shop", { Parameters, Resources })));
  system
    .resource("Shop", "Q")
    ?.property("State")
    .text(...wanted);
  return system.resolver.open().flatMap(({ undecided }) => undecided.flatMap(({ outcomes }) => outcomes ?? []));
}

const another = "\0another value";

describe("what a parameter would have to be for a text to be one that makes a difference", () => {
  test("is that text, or the part of it that the parameter gives", () => {
    expect(tried({ Ref: "Open" }, "on", "off")).toEqual([another, "on", "off"]);
    expect(tried({ "Fn::Sub": "is-${Open}-now" }, "is-on-now", "is--now", "was-on-now")).toEqual([another, "on", ""]);
  });

  test("is nothing where no value makes it one", () => {
    expect(tried({ "Fn::Sub": "is-${Open}" }, "on")).toEqual([]);
    expect(tried("on", "on")).toEqual([]);
    expect(tried({ Ref: "Open" })).toEqual([]);
  });

  test("is one of its allowed values where it has some", () => {
    expect(tried({ Ref: "Few" }, "on", "loud")).toEqual(["on", "off"]);
  });

  test("is unknown where several parameters decide, or what the deployment makes", () => {
    expect(tried({ "Fn::Sub": "${Open}${Other}" }, "on")).toEqual([]);
    expect(tried({ "Fn::Sub": "${Open}${Q}" }, "on")).toEqual([]);
    expect(tried({ "Fn::ImportValue": "state" }, "on")).toEqual([]);
  });
});
