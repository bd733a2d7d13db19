// The fleet: lists of targets, shares of them, and a merge that accounts for every one.
import { describe, expect, it } from "vitest";
import { parseAudited } from "./audited.ts";
import { Merge } from "./merge.ts";
import { fleetReportSchema } from "./report.ts";
import { isInShard, parseShard } from "./shard.ts";
import { parseTargets, type Target } from "./target.ts";

const line = (target: object): string => `${JSON.stringify(target)}\n`;
const orders = { name: "orders", stacks: ["orders"], account: "111111111111", tags: { team: "sales" } };
const shop = { name: "shop", template: "shop/cdk.out", tags: { team: "web" } };

describe("a list of targets", () => {
  it("is JSON Lines or a JSON array", () => {
    expect(parseTargets(`\uFEFF${line(orders)}\n${line(shop)}`, "t.jsonl").map(({ name }) => name)).toEqual(["orders", "shop"]);
    expect(parseTargets(JSON.stringify([orders, shop]), "t.json")).toHaveLength(2);
  });

  it.each([
    ["", "the list has no targets"],
    ["[]", "the list has no targets"],
    ["{", "is not valid JSON"],
    [line(orders) + line(orders), "target orders is in the list twice"],
    [line({ name: "a" }), "must name either stacks or a template"],
    [line({ ...orders, template: "x" }), "must name either stacks or a template"],
    [line({ ...orders, name: "../etc" }), "has a wrong name: must start with a letter or digit"],
    [line({ ...orders, acount: "1" }), 'unrecognized key: "acount"'],
  ])("%j is refused", (content, message) => {
    expect(() => parseTargets(content, "t.jsonl")).toThrow(message);
  });

  it("is refused with the line", () => {
    expect(() => parseTargets(`${line(orders)}{"name":"b"}`, "t.jsonl")).toThrow(
      expect.objectContaining({ place: { file: "t.jsonl", line: 2, column: 1 } }),
    );
  });
});

describe("shards", () => {
  const names = Array.from({ length: 500 }, (_, index) => `system-${index}`);
  const shares = [1, 2, 3].map((index) => names.filter((name) => isInShard(name, { index, count: 3 })));

  it("have each target exactly once, in shares of about the same size", () => {
    expect(shares.flat().sort()).toEqual([...names].sort());
    for (const share of shares) expect(share.length).toBeGreaterThan(130);
  });

  it("do not move a target when others come and go: the share follows from the name alone", () => {
    const grown = [...names, "another", "and-another"];
    for (const [index, share] of shares.entries())
      expect(grown.filter((name) => isInShard(name, { index: index + 1, count: 3 }))).toEqual(expect.arrayContaining(share));
  });

  it.each(["0/3", "4/3", "1", "a/b", "1/0"])("%s is refused", (text) => {
    expect(() => parseShard(text)).toThrow("is not of the form i/n");
  });
});

interface Made {
  readonly verdict: "fit" | "degraded" | "inconclusive" | null;
  readonly score?: number;
  readonly failing?: readonly string[];
}

function report({ verdict, score = 100, failing = [] }: Made): string {
  const exitCode = { fit: 0, degraded: 1, inconclusive: 3, null: 2 }[`${verdict}`];
  const check = (id: string) => ({
    ...{ id, title: id, characteristic: "cost", severity: "error", status: "assessed" },
    summary: { pass: 1, fail: 1, unknown: 0 },
  });
  return JSON.stringify({
    ...{ schemaVersion: 1, verdict, exitCode, startedAt: "2026-11-30T08:00:00.000Z" },
    score: { value: score, characteristics: { cost: score } },
    checks: failing.map(check),
    assessments: failing.map(() => ({ verdict: "fail", gating: true })),
    unread: verdict === null ? [{ file: "a.yaml", message: "is empty" }] : [],
  });
}

const tool = { name: "serverless-fitness", version: "0" };

function merged(
  targets: readonly Target[],
  results: Readonly<Record<string, string>>,
  against: ReturnType<Merge["finish"]> | null = null,
) {
  const merge = new Merge({ targets, tool, now: new Date("2026-11-30T09:00:00Z"), against });
  for (const [name, content] of Object.entries(results)) merge.add(name, parseAudited(content));
  return fleetReportSchema.parse(merge.finish());
}

const targets = parseTargets(["a", "b", "c"].map((name) => line({ ...orders, name })).join(""), "t");

describe("the merge", () => {
  it("takes the worst of all: not audited, degraded, inconclusive, fit", () => {
    const of = (...verdicts: Made["verdict"][]) =>
      merged(targets, Object.fromEntries(verdicts.map((verdict, index) => ["abc"[index], report({ verdict })])));
    expect(of("fit", "fit", "fit")).toMatchObject({ verdict: "fit", exitCode: 0, unaccounted: [] });
    expect(of("fit", "inconclusive", "fit")).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
    expect(of("fit", "inconclusive", "degraded")).toMatchObject({ verdict: "degraded", exitCode: 1 });
    expect(of("fit", null, "degraded")).toMatchObject({
      verdict: null,
      exitCode: 2,
      unaccounted: [{ name: "b", reason: "a.yaml: is empty" }],
    });
  });

  it("names a target without a report, and a report without a target", () => {
    const found = merged(targets, {
      a: report({ verdict: "fit" }),
      c: report({ verdict: "fit" }),
      z: report({ verdict: "degraded" }),
    });
    expect(found).toMatchObject({
      exitCode: 2,
      unaccounted: [{ name: "b", reason: "its report is missing" }],
      unlisted: ["z"],
      verdicts: { fit: 2, degraded: 0, inconclusive: 0, notAudited: 0, missing: 1 },
    });
  });

  it("counts checks by systems, and groups by account and tags", () => {
    const found = merged([...targets.slice(0, 2), { name: "shop", template: "x", tags: { team: "web" } }], {
      a: report({ verdict: "degraded", score: 40, failing: ["x", "y"] }),
      b: report({ verdict: "degraded", score: 60, failing: ["x"] }),
      shop: report({ verdict: "fit" }),
    });
    expect(found.checks.map(({ id, failing, assessed }) => [id, failing, assessed])).toEqual([
      ["x", 2, 2],
      ["y", 1, 1],
    ]);
    expect(found.score).toEqual({ median: 60, deciles: [44, 48, 52, 56, 60, 68, 76, 84, 92] });
    expect(found.groups["tag team"]?.map(({ value, systems, score }) => [value, systems, score])).toEqual([
      ["sales", 2, 50],
      ["web", 1, 100],
    ]);
    expect(found.groups["account"]).toHaveLength(1);
    expect(found.worst).toEqual(["a", "b"]);
  });

  it("tells what changed since an earlier one", () => {
    const [a, b, c] = targets as [Target, Target, Target];
    const before = merged([a, b], { a: report({ verdict: "fit" }), b: report({ verdict: "degraded", score: 50 }) });
    const after = merged([b, c], { b: report({ verdict: "degraded", score: 80 }), c: report({ verdict: "fit" }) }, before);
    expect(after.change).toEqual({
      ...{ since: before.mergedAt, scoreFrom: 75, scoreTo: 90, worse: [], added: ["c"], removed: ["a"] },
      better: [{ name: "b", from: "degraded", to: "degraded", scoreFrom: 50, scoreTo: 80 }],
    });
    const worse = merged(
      [a, b],
      { a: report({ verdict: "inconclusive" }), b: report({ verdict: "degraded", score: 50.5 }) },
      before,
    );
    expect(worse.change?.worse.map(({ name }) => name)).toEqual(["a"]);
    expect(worse.change?.better).toEqual([]);
  });
});

describe("a result", () => {
  it("that is no report is refused", () => {
    expect(() => parseAudited('{"verdict":')).toThrow("not valid JSON; it may be truncated");
    expect(() => parseAudited('{"verdict":"fit"}')).toThrow("not a fitness report");
    expect(() => parseAudited(report({ verdict: "fit" }).replace('"schemaVersion":1', '"schemaVersion":2'))).toThrow(
      "not a fitness report",
    );
  });

  it("that records a failure keeps its reason", () => {
    const failure = {
      verdict: null,
      exitCode: 2,
      error: "denied",
      fleet: { target: "a", digest: "d", auditedAt: "2026-11-30T08:00:00.000Z" },
    };
    expect(parseAudited(JSON.stringify(failure))).toMatchObject({ verdict: null, error: "denied", provenance: { target: "a" } });
  });
});
