// The note on locations: given where an assembly of the CDK has no lines of its source, and nowhere else.
import { expect, test } from "vitest";
import { placeNotes } from "./places.ts";

type Facts = Parameters<typeof placeNotes>[0];
type Found = Parameters<typeof placeNotes>[1][number];

const place = { file: "cdk.out/Shop.template.json", line: 3, column: 1 };
const stacks = (language: string, kind = "template", file = place.file) =>
  ({ kind, stacks: [{ name: "Shop", language, file }] }) as unknown as Facts;
const found = (location: object | null, sourceLocation: object | null, stack = "Shop") =>
  ({ subject: { stack }, location, sourceLocation }) as unknown as Found;

test("it is given where no finding in an assembly has a line of its source", () => {
  expect(placeNotes(stacks("cdk"), [found(place, null), found(null, null)])).toEqual([
    "cdk.out does not record the lines of the CDK source, so locations are lines of its templates; CDK_DEBUG=1 cdk synth records them for TypeScript and JavaScript apps",
  ]);
  expect(placeNotes(stacks("cdk"), [found(place, null), found(place, place)])).toEqual([]);
  expect(placeNotes(stacks("cdk"), [found(null, null)])).toEqual([]);
  expect(placeNotes(stacks("cdk"), [])).toEqual([]);
});

test("it is not given for SAM, nor for a stack that was read live", () => {
  expect(placeNotes(stacks("sam"), [found(place, null)])).toEqual([]);
  expect(placeNotes(stacks("cdk", "stack"), [found(place, null)])).toEqual([]);
});

test("each assembly is judged by its own findings, stages as part of theirs", () => {
  const both = {
    kind: "template",
    stacks: [
      { name: "New", language: "cdk", file: "a/cdk.out/New.template.json" },
      { name: "Prod", language: "cdk", file: "b/cdk.out/assembly-Prod/Old.template.json" },
      { name: "Test", language: "cdk", file: "b/cdk.out/assembly-Test/Old.template.json" },
    ],
  } as unknown as Facts;
  const old = [found(place, null, "Prod"), found(place, null, "Test")];
  expect(placeNotes(both, [found(place, place, "New"), ...old])).toEqual([expect.stringMatching(/^b\/cdk\.out does not/)]);
  expect(placeNotes(both, [...old, found(place, place, "Prod")])).toEqual([]);
});
