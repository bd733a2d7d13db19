// Which doubts an assessment rests on.
import { expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import type { Assessment } from "../assessment.ts";
import { link } from "../model/link.ts";
import type { Resource } from "../model/resource.ts";
import { unresolved } from "../model/value.ts";
import { doubtsOf, presenceDoubts } from "./doubts.ts";

const queue = (Condition?: string) => ({ Type: "AWS::SQS::Queue", ...(Condition === undefined ? {} : { Condition }) });
const template = {
  Parameters: { Stage: { Type: "String" } },
  Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] }, IsTest: { "Fn::Equals": [{ Ref: "Stage" }, "test"] } },
  Resources: { Sure: queue(), A: queue("IsProd"), B: queue("IsProd"), C: queue("IsTest"), Lost: queue("Nowhere") },
};
const [sure, a, b, c, lost] = link(factsOf(stack("Shop", template))).resources as [
  Resource,
  Resource,
  Resource,
  Resource,
  Resource,
];

function rest(verdict: Assessment["verdict"], subject: Resource | null, finding: Partial<Assessment["finding"]>): Assessment {
  return { verdict, subject: { stack: sure.stack, resource: subject, detail: null }, finding: { message: "", ...finding } };
}

const stage = { id: "Shop parameter Stage", label: "parameter Stage", outcomes: ["prod", "test"] };
const open = unresolved("depends on parameter Stage", [stage]);

it("rests on nodes that may not exist, but not on its subject and what exists with it", () => {
  expect(presenceDoubts(rest("pass", sure, { evidence: [sure, a, { resource: c }] }))).toEqual([a.presence, c.presence]);
  expect(presenceDoubts(rest("pass", a, { evidence: [a, b, c] }))).toEqual([c.presence]);
  expect(presenceDoubts(rest("pass", null, { evidence: [a] }))).toEqual([a.presence]);
  expect(presenceDoubts(rest("pass", sure, {}))).toEqual([]);
});

it("rests on its own doubt, where it is unknown by something that can be decided", () => {
  expect(doubtsOf(rest("unknown", sure, { because: open, evidence: [c] }))).toEqual([open, c.presence]);
  expect(doubtsOf(rest("unknown", sure, { because: "nobody says", evidence: [c] }))).toEqual([c.presence]);
  expect(doubtsOf(rest("fail", sure, { because: open, evidence: [c] }))).toEqual([c.presence]);
});

it("rests on nothing where it is unknown and nothing that can be decided would help", () => {
  const lostFor = unresolved("was not recorded");
  expect(doubtsOf(rest("unknown", sure, { because: lostFor, evidence: [lost] }))).toEqual([]);
  expect(doubtsOf(rest("unknown", sure, { because: lostFor, evidence: [lost, c] }))).toEqual([
    lostFor,
    lost.presence,
    c.presence,
  ]);
  expect(doubtsOf(rest("pass", sure, { evidence: [lost] }))).toEqual([lost.presence]);
});
