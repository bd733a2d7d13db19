// What people attest: checks of their own that pass until a day and are unknown after it; and waivers that run out.
import { describe, expect, it } from "vitest";
import { run } from "../../test/commands.ts";
import { factsOf, stack } from "../../test/facts.ts";
import { folder } from "../../test/folder.ts";
import { audit } from "../audit/audit.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig } from "./load.ts";

const drill = {
  id: "recovery-drill",
  what: "the table was restored from a backup within 4 hours",
  who: "Jane Doe",
  when: "2026-09-14",
  validUntil: "2027-03-14",
};

async function audited(content: object, now: string) {
  const cwd = folder({ "fitness.config.json": content });
  const config = await loadConfig({ cwd, checks: builtInChecks });
  const facts = factsOf(
    stack("Shop", {
      Resources: { Orders: { Type: "AWS::Lambda::Function", Properties: { Handler: "a", Runtime: "nodejs22.x" } } },
    }),
  );
  return audit(facts, { ...config, now: new Date(now), tool: { name: "t", version: "0" }, elapsedMs: () => 0 });
}

async function attested(more: object, now: string): Promise<string | undefined> {
  const { assessments } = await audited({ extends: "off", attestations: [{ ...drill, ...more }] }, now);
  const [first] = assessments;
  return first && `${first.verdict} (${first.severity}): ${first.message}${first.reason === null ? "" : `; ${first.reason}`}`;
}

describe("an attestation", () => {
  it.each<[string, object, string, string]>([
    ["holds", {}, "2026-11-22", "pass (error): attested by Jane Doe on 2026-09-14, valid until 2027-03-14"],
    [
      "holds on its last day",
      {},
      "2027-03-14T23:59:59Z",
      "pass (error): attested by Jane Doe on 2026-09-14, valid until 2027-03-14",
    ],
    [
      "is unknown once it is stale",
      {},
      "2027-03-15",
      "unknown (error): attested by Jane Doe on 2026-09-14; that was valid until 2027-03-14",
    ],
    [
      "is unknown before its day",
      {},
      "2026-09-13",
      "unknown (error): attested by Jane Doe on 2026-09-14; that day is in the future",
    ],
    [
      "may say that it is not so",
      { holds: false, severity: "warning" },
      "2026-11-22",
      "fail (warning): attested by Jane Doe on 2026-09-14: failed",
    ],
  ])("%s", async (_name, more, now, expected) => {
    expect(await attested(more, now)).toBe(expected);
  });

  it("is a check: it can be configured, waived, listed and explained", async () => {
    const config = { attestations: [{ ...drill, characteristic: "security" }], checks: { "recovery-drill": "info" } };
    const report = await audited(config, "2028-01-01");
    expect(report.checks.find(({ id }) => id === drill.id)).toMatchObject({
      title: drill.what,
      characteristic: "security",
      scope: "holistic",
      severity: "info",
      summary: { unknown: 1 },
    });
    const waiver = { check: drill.id, subject: "Shop", reason: "postponed" };
    expect((await audited({ ...config, waivers: [waiver] }, "2028-01-01")).summary.waived).toBe(1);
    const cwd = folder({ "fitness.config.json": config });
    expect((await run(cwd, ["list"])).stdout).toContain("recovery-drill");
    expect((await run(cwd, ["explain", "recovery-drill"])).stdout).toContain(drill.what);
  });

  it("is off where the config says so by its id", async () => {
    const off = { attestations: [drill], checks: { "recovery-drill": "off" } };
    expect((await audited(off, "2028-01-01")).checks.some(({ id }) => id === drill.id)).toBe(false);
  });

  it("of an environment wins over that of the config", async () => {
    const content = { attestations: [drill], environments: { prod: { attestations: [{ ...drill, who: "John Roe" }] } } };
    const config = await loadConfig({
      cwd: folder({ "fitness.config.json": content }),
      checks: builtInChecks,
      environment: "prod",
    });
    expect(config.checks.filter(({ id }) => id === drill.id)).toHaveLength(1);
  });

  it.each<[string, object, RegExp]>([
    ["without a day", { when: undefined }, /attestations\[0\]/],
    ["that ends before it begins", { validUntil: "2026-01-01" }, /must not be before `when`/],
    ["with the id of a check", { id: "function-alias" }, /the attestation "function-alias" uses the id of a check/],
    ["with an id that is none", { id: "Recovery drill" }, /must be in kebab-case/],
    ["with an unknown key", { whom: "x" }, /unknown key "whom"/],
  ])("%s ends the run with its place", async (_name, more, message) => {
    const cwd = folder({ "fitness.config.json": { attestations: [{ ...drill, ...more }] }, "template.yaml": "Resources: {}\n" });
    const { exitCode, stderr } = await run(cwd, ["check"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
    expect(stderr).toMatch(/^fitness: fitness\.config\.json:\d+:\d+: /);
  });
});

describe("a waiver that runs out", () => {
  const waiving = (expires: string, more: object = {}) => ({
    extends: "off",
    checks: { "function-alias": "error" },
    waivers: [{ check: "function-alias", subject: "Shop/Orders", reason: "ARCH-112", expires }],
    ...more,
  });

  it.each<[string, object, number, boolean]>([
    ["2026-12-22", {}, 30, true],
    ["2026-12-23", {}, 31, false],
    ["2026-12-23", { expiresWithinDays: 31 }, 31, true],
    ["2026-11-22", { expiresWithinDays: 0 }, 0, true],
    ["2026-11-21", {}, -1, false],
  ])("on %s, with %j, does so in %i days: warned of: %s", async (expires, more, expiresInDays, expiring) => {
    const { waivers } = await audited(waiving(expires, more), "2026-11-22T10:00:00Z");
    expect(waivers).toEqual([expect.objectContaining({ expiresInDays, expiring })]);
  });

  it("is listed in the report, and counted in its first line once it has expired", async () => {
    const cwd = folder({
      "template.json": {
        Resources: { Orders: { Type: "AWS::Lambda::Function", Properties: { Handler: "a", Runtime: "nodejs22.x" } } },
      },
    });
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const { writeFileSync } = await import("node:fs");
    const check = async (expires: string) => {
      const content = waiving(expires);
      writeFileSync(
        `${cwd}/fitness.config.json`,
        JSON.stringify({ ...content, waivers: content.waivers.map((waiver) => ({ ...waiver, subject: "**" })) }),
      );
      return (await run(cwd, ["check", "--template", "template.json"])).stdout;
    };
    expect(await check(day(12))).toMatch(/waiver +function-alias \*\* expires in 12 days, on \d{4}-\d\d-\d\d:\s+ARCH-112/);
    expect(await check(day(1))).toContain("expires tomorrow: ARCH-112");
    expect(await check(day(-1))).toMatch(/^ DEGRADED .*1 error, 1 lapsed waiver/s);
  });
});
