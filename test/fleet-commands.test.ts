// fitness fleet and fitness merge over folders of a monorepo: a report for each target, one verdict, and what changed since.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type FleetReport, fleetReportSchema } from "../src/fleet/report.ts";
import { folder } from "./folder.ts";
import { fitness } from "./live/fitness.ts";

const logs = (retention: object) => ({
  Resources: {
    Function: {
      Type: "AWS::Lambda::Function",
      Properties: { Runtime: "nodejs22.x", LoggingConfig: { LogGroup: { Ref: "Logs" } } },
    },
    Logs: { Type: "AWS::Logs::LogGroup", Properties: retention },
  },
});
const kept = logs({ RetentionInDays: 30 });
const names = ["orders", "payments", "refunds", "shipping", "stock", "tax"];

/** Six systems, all fit; and a list of them. */
function monorepo(changed: Readonly<Record<string, object | string>> = {}): string {
  const systems = Object.fromEntries(names.map((name) => [`${name}/template.json`, kept]));
  const targets = names.map((name) => JSON.stringify({ name, template: `${name}/template.json`, tags: { team: name[0] ?? "" } }));
  const config = { extends: ["off"], checks: { "log-retention": "error" } };
  return folder({ ...systems, "targets.jsonl": targets.join("\n"), "fitness.config.json": config, ...changed });
}

const audit = (cwd: string, ...args: readonly string[]) =>
  fitness(["fleet", "--targets", "targets.jsonl", "-o", "reports", ...args], {}, cwd);

async function merged(cwd: string, ...args: readonly string[]): Promise<FleetReport & { status: number | null }> {
  const { status } = await fitness(
    ["merge", "reports", "--targets", "targets.jsonl", "--reporter", "json=fleet.json", ...args],
    {},
    cwd,
  );
  return { status, ...fleetReportSchema.parse(JSON.parse(readFileSync(path.join(cwd, "fleet.json"), "utf8"))) };
}

describe("a monorepo", () => {
  it("is fit where all its systems are, and says so for each", async () => {
    const cwd = monorepo();
    const { status, stderr } = await audit(cwd, "--html");
    expect(status).toBe(0);
    const lines = stderr.trim().split("\n");
    expect(lines.slice(0, 6).map((line) => line.replace(/\w+:/, "system:"))).toEqual(
      names.map((_name, index) => `${index + 1} of 6  system: fit`),
    );
    expect(lines.slice(6)).toEqual(["6 targets: 0 not audited, 0 degraded, 0 inconclusive, 6 fit"]);
    expect(readdirSync(path.join(cwd, "reports"))).toHaveLength(12);
    expect(await merged(cwd)).toMatchObject({ status: 0, verdict: "fit", systems: 6, change: null });
  });

  it("has several targets audited by the same thread", async () => {
    const { status, stderr } = await audit(monorepo(), "--concurrency", "1", "--time-box", "15");
    expect({ status, last: stderr.trim().split("\n").at(-1) }).toEqual({
      status: 0,
      last: "6 targets: 0 not audited, 0 degraded, 0 inconclusive, 6 fit",
    });
  });

  it("is compared with the merge before; what cannot be audited and what has no report ends in exit code 2", async () => {
    const cwd = monorepo();
    await audit(cwd);
    await merged(cwd);
    writeFileSync(path.join(cwd, "earlier.json"), readFileSync(path.join(cwd, "fleet.json")));
    writeFileSync(path.join(cwd, "orders/template.json"), JSON.stringify(logs({})));
    writeFileSync(path.join(cwd, "tax/template.json"), "{");
    expect((await audit(cwd)).status).toBe(2);
    rmSync(path.join(cwd, "reports/stock.json"));
    writeFileSync(
      path.join(cwd, "reports/stray.json"),
      readFileSync(path.join(cwd, "reports/payments.json"), "utf8").replace('"target": "payments"', '"target": "stray"'),
    );
    const report = await merged(cwd, "--against", "earlier.json");
    expect(report).toMatchObject({ status: 2, verdict: null, unlisted: ["stray"], worst: ["orders"] });
    expect(report.unaccounted).toEqual([
      { name: "stock", reason: "its report is missing" },
      { name: "tax", reason: expect.stringContaining("tax/template.json") },
    ]);
    expect(report.change?.worse.map(({ name, from, to }) => `${name}: ${from} to ${to}`)).toEqual([
      "orders: fit to degraded",
      "stock: fit to missing",
      "tax: fit to not-audited",
    ]);
  });

  it("is not audited again where a report still holds", async () => {
    const cwd = monorepo();
    await audit(cwd);
    rmSync(path.join(cwd, "reports/tax.json"));
    const { stderr } = await audit(cwd, "--resume");
    expect(stderr.split("\n").slice(0, 2)).toEqual(["5 of 6 targets already have a recent report", "6 of 6  tax: fit"]);
  });

  it("has each target in one of three shares", async () => {
    const cwd = monorepo();
    const shares: string[][] = [];
    for (const share of ["1/3", "2/3", "3/3"]) {
      rmSync(path.join(cwd, "reports"), { recursive: true, force: true });
      await audit(cwd, "--shard", share);
      shares.push(readdirSync(path.join(cwd, "reports")).map((file) => file.replace(".json", "")));
    }
    expect(shares.flat().sort()).toEqual(names);
  });

  it("refuses two reports of one target", async () => {
    const cwd = monorepo();
    await audit(cwd);
    writeFileSync(path.join(cwd, "reports/again.json"), readFileSync(path.join(cwd, "reports/tax.json")));
    const { status, stderr } = await fitness(["merge", "reports", "--targets", "targets.jsonl"], {}, cwd);
    expect(status).toBe(2);
    expect(stderr).toContain("target tax has two reports: reports/again.json and reports/tax.json");
  });

  it("names a fleet report to compare with that is none", async () => {
    const cwd = monorepo({ "earlier.json": "{}" });
    const { status, stderr } = await fitness(["merge", ".", "--targets", "targets.jsonl", "--against", "earlier.json"], {}, cwd);
    expect(status).toBe(2);
    expect(stderr).toContain("earlier.json: is not a fleet report");
  });
});
