// fitness simulate --backtest: what it shows, how it ends, and what it refuses.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../../../test/folder.ts";
import { simulationSchema } from "../../audit/simulation.ts";
import type { Io, OutputStream } from "../io.ts";
import { main } from "../main.ts";

const examples = path.resolve(import.meta.dirname, "../../../fixtures");

async function run(args: readonly string[], env: Io["env"] = { LANG: "C.UTF-8" }) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written): OutputStream => ({
    write(text) {
      written[name] += text;
    },
  });
  const io: Io = {
    cwd: examples,
    env,
    platform: "linux",
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    readStandardInput: async () => Buffer.alloc(0),
  };
  return { exitCode: await main(args, io), ...written };
}

const recorded = ["simulate", "--snapshot", "backtest/shop.snapshot.json"];
const checkout = [...recorded, "--select", "**/Checkout", "--requests-per-minute", "600"];

describe("a backtest at the terminal", () => {
  it("draws the hours of the week within 80 columns, and says when to deploy", async () => {
    const { exitCode, stdout } = await run([...checkout, "--backtest", "14d"]);
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout.slice(stdout.indexOf(" backtest "), stdout.indexOf(" played"))).toMatchInlineSnapshot(`
      " backtest  3948 deployments, one every 5 minutes from 2026-11-16 07:00 to
                 2026-11-29 23:55 UTC
                 0.4 % of healthy versions rolled back or blocked
                 41.6 % of broken versions rolled back, half of them by minute 2
       UTC  00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23
       Mon  ·· ·· ·· ·· ·· ·· ·· ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ·· ×× ·· ·· ··
       Tue  ·· ·· ·· ·· ·· ·· ·· ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ·· ×× ·· ·· ··
       Wed  ·· ·· ·· ·· ·· ·· ·· ██ ██ ██ ██ ██ ██ ██ ×× ██ ██ ██ ██ ·· ×× ·· ·· ··
       Thu  ·· ·· ·· ·· ·· ·· ·· ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ·· ×× ·· ·· ··
       Fri  ·· ·· ·· ·· ·· ·· ·· ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ██ ·· ×× ·· ·· ··
       Sat  ·· ·· ·· ·· ·· ·· ·· ·· ·· ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ·· ·· ·· ·· ·· ··
       Sun  ·· ·· ·· ·· ·· ·· ·· ·· ·· ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ▒▒ ·· ·· ·· ·· ·· ··
            ██ broken versions rolled back, healthy ones not
            ▒▒ broken versions sometimes rolled back
            ·· broken versions never rolled back
            ×× healthy versions rolled back or blocked
       Best hours to deploy (UTC): Mon, Tue, Thu, Fri 07–19; Wed 07–14, 15–19.
       No broken version is rolled back (UTC): Mon–Fri 00–07, 19–20, 21–24; Sat, Sun
       00–09, 18–24.
       recorded  CheckoutErrors was in ALARM 11 times: last Mon 2026-11-23 20:32 to
                 20:35; Tue 2026-11-24 20:32 to 20:35; Wed 2026-11-25 20:32 to 20:35;
                 Thu 2026-11-26 20:32 to 20:35; Fri 2026-11-27 20:32 to 20:35 UTC
       assumed   there is no data before 2026-11-16T07:00Z: deployments begin there
       assumed   failures by timeout are detected later, by at most the timeout:
                 Lambda counts an error in the minute of the invocation

       simulated 1 deployment: 1 rolled back
       with      600 requests a minute · error rate 100 % · metric delay 60 s"
    `);
  });

  it("has letters for blocks where there are none", async () => {
    const { stdout } = await run([...checkout, "--backtest", "14d"], { LANG: "C" });
    expect(stdout).toMatch(/^ Wed {2}(?:\.\. ){7}(?:## ){7}xx (?:## ){4}\.\. xx \.\. \.\. \.\.$/m);
    expect(stdout).not.toMatch(/\P{ASCII}/u);
  });

  it.each([
    [60, /^ Wed {2}(?:· ){7}(?:█ ){7}× (?:█ ){4}· × · · ·$/m],
    [40, /^ Wed {2}·{7}█{7}×█{4}·×·{3}$/m],
  ])("fits into %i columns", async (columns, row) => {
    const { stdout } = await run([...checkout, "--backtest", "14d"], { LANG: "C.UTF-8", COLUMNS: String(columns) });
    expect(stdout).toMatch(row);
    const week = stdout.split("\n").filter((line) => /^ (?:UTC|Mon|Sun) /.test(line));
    expect(Math.max(...week.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});

it("writes JSON as its schema says", async () => {
  const { stdout } = await run([...recorded, "--backtest", "7d", "--format", "json"]);
  const { deployments } = simulationSchema.parse(JSON.parse(stdout));
  expect(deployments.map(({ backtest }) => backtest?.hours.length)).toEqual([168, 168]);
  const without = await run([...recorded, "--format", "json"]);
  expect(simulationSchema.parse(JSON.parse(without.stdout)).deployments.map(({ backtest }) => backtest)).toEqual([null, null]);
});

it("is inconclusive where what was asked was not recorded", async () => {
  const { exitCode, stdout } = await run([...checkout, "--backtest", "15d"]);
  expect(exitCode).toBe(3);
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "not simulated: the history of AWS/Lambda Invocations was recorded for only 336 hours",
  );
});

it.each([
  ["16d", /too long: CloudWatch keeps one-minute metrics for 15 days/],
  ["10m", /too short/],
  ["two weeks", /must be a duration such as 14d or 36h/],
  ["", /must be a duration/],
])("refuses %j, for a recording as well", async (duration, message) => {
  for (const command of [recorded, ["snapshot", "--stack", "shop", "-o", "/nonexistent/x.json"]]) {
    const { exitCode, stderr } = await run([...command, `--backtest=${duration}`]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  }
});

it("refuses a snapshot whose values are not those of its minutes, with the place", async () => {
  const text = readFileSync(path.join(examples, "backtest", "shop.snapshot.json"), "utf8");
  const cwd = folder({ "shop.json": text.replace(/("values": ")\S+/, "$1oops") });
  const { exitCode, stdout, stderr } = await run(["simulate", "--snapshot", path.join(cwd, "shop.json"), "--backtest", "14d"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/shop\.json:\d+:\d+.*its values do not match its timestamps/s);
});

it("needs recorded metrics", async () => {
  const { exitCode, stderr } = await run(["simulate", "--template", "greeter/4-rollback-alarm.yaml", "--backtest", "14d"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--backtest needs recorded metrics, which templates do not have");
});
