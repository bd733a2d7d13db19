// Code of others in a run of the command line: whatever it does, the run ends in time, says whose fault it was and never with 0.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const launcher = path.join(root, "bin", "fitness.js");

const template = {
  Resources: {
    Fn: { Type: "AWS::Lambda::Function", Properties: { Role: "arn:aws:iam::111111111111:role/r", Code: { ZipFile: "x" } } },
  },
};

const folders = mkdtempSync(path.join(tmpdir(), "fitness-plugins-"));
afterAll(() => rmSync(folders, { recursive: true }));

/** Several tests run at once, so that none of them can say when its folder may go. */
function folder(files: Readonly<Record<string, string | object>>): string {
  const made = mkdtempSync(path.join(folders, "t-"));
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(made, name), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return made;
}

/** A module with one check, whose body is `assess`. */
function pluginWith(assess: string, before = ""): string {
  return `import * as z from ${JSON.stringify(import.meta.resolve("zod"))};
    ${before}
    const of = ({ resource }) => ({ stack: resource.stack, resource, detail: null });
    export default { id: "my-check", title: "it is mine", characteristic: "cost", scope: "atomic", cadence: "triggered",
      needs: "configuration", subjects: "function", severity: "warning",
      options: z.strictObject({ most: z.int().min(1).default(3), pattern: z.string().refine((text) => text !== "bad", "is bad").optional() }),
      *assess({ model, options, measuredBefore, pass, fail, unknown }) { const [fn] = model.functions; ${assess} } };`;
}

const fine = `yield pass(of(fn), { message: "is fine" });`;

interface Run {
  readonly plugin: string;
  readonly check?: unknown;
  readonly limits?: object;
  readonly more?: object;
  readonly args?: readonly string[];
}

function project({ plugin, check = "error", limits = { pluginSeconds: 30 }, more = {} }: Run): string {
  const checks = { "my-check": check, "function-timeout": "info" };
  return folder({
    "plugin.mjs": plugin,
    "template.json": template,
    "fitness.config.json": { extends: ["off"], plugins: ["./plugin.mjs"], limits, checks, ...more },
  });
}

function fitness(cwd: string, ...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [launcher, ...args], { cwd }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function run(request: Run) {
  const cwd = project(request);
  return fitness(cwd, "check", "--template", "template.json", "--quiet", "--reporter", "json", ...(request.args ?? []));
}

/** A module with the check that is fine, and a reporter `lines` whose function has this body. */
function reporterWith(render: string, more = ""): string {
  return `${pluginWith(fine).replace("export default", "const check =")};
    export default [check, { name: "lines", ${more} render(report, env) { ${render} } }];`;
}

describe.concurrent("a reporter of a plug-in", () => {
  const report = (plugin: string, ...reporters: readonly string[]) => {
    const cwd = project({ plugin });
    return fitness(cwd, "check", "template.json", "--quiet", "--reporter", ...reporters).then((run) => ({ ...run, cwd }));
  };

  test("is given the report and what its output can show, and writes beside the others", async () => {
    const plugin = reporterWith("return `${report.summary.pass} ${env.width > 0} ${report.graph}\\n`;");
    const { status, stdout, cwd } = await report(plugin, "lines", "junit=report.xml");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "1 true null\n" });
    expect(readFileSync(path.join(cwd, "report.xml"), "utf8")).toContain("my-check");
  });

  test("may have parts, which are files of their own, and ask for the wiring", async () => {
    const plugin = reporterWith('return { "": String(report.graph.nodes.length > 0), all: "more" };', "drawings: true,");
    const { status, cwd } = await report(plugin, "lines=out.txt");
    expect(status).toBe(0);
    expect(readFileSync(path.join(cwd, "out.txt"), "utf8")).toBe("true");
    expect(readFileSync(path.join(cwd, "out-all.txt"), "utf8")).toBe("more");
  });

  test.each([
    ["returns a promise", "return Promise.resolve('x');", "is asynchronous"],
    ["returns nothing", "", "returned neither a text nor an object of texts"],
    ["names a part after a path", 'return { "../x": "y" };', "returned neither a text nor an object of texts"],
    ["throws", "throw new Error('oh');", "threw an error: oh"],
    ["never returns", "for (;;);", "did not finish within"],
    ["ends the process", "process.exit(0);", "ended its process"],
  ])("that %s ends the run with 2 and its name", async (_, body, said) => {
    const cwd = project({ plugin: reporterWith(body), limits: { pluginSeconds: 3 } });
    const { status, stderr } = await fitness(cwd, "check", "template.json", "--quiet", "--reporter", "lines");
    expect(status).toBe(2);
    expect(stderr).toContain(`plugin.mjs: the reporter lines ${said}`);
  });

  test("may not take the name of another", async () => {
    const { status, stderr } = await report(reporterWith("return '';").replace('"lines"', '"junit"'), "json");
    expect(status).toBe(2);
    expect(stderr).toContain("defines the reporter junit, which already exists");
  });

  test("that is not one is refused with what is wrong", async () => {
    const { status, stderr } = await report(reporterWith("return '';").replace('"lines"', '"My Lines"'), "json");
    expect(status).toBe(2);
    expect(stderr).toContain("exports the reporter My Lines, whose name is invalid: not in kebab-case");
  });
});

describe.concurrent("a check of a plug-in", () => {
  test("is judged as any other: passes, failures with their place, unknowns with their reason", async () => {
    const said = `yield pass(of(fn), { message: "is fine" });
      yield fail({ ...of(fn), detail: "a" }, { message: "is bad", remedy: "mend it", at: { resource: fn.resource, path: ["Properties", "Role"] } });
      yield unknown({ ...of(fn), detail: "b" }, { message: "may be bad", remedy: "mend it", because: "nobody knows" });
      yield fail({ stack: fn.resource.stack, resource: null, detail: null }, { message: \`has \${options.most}\`, remedy: "mend it" });`;
    const { status, stdout } = await run({ plugin: pluginWith(said), check: { severity: "error", options: { most: 7 } } });
    const { assessments } = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(
      assessments
        .filter((each: { check: string }) => each.check === "my-check")
        .map(({ verdict, message, reason, location, subject }: Record<string, unknown>) => ({
          verdict,
          message,
          reason,
          location,
          subject,
        })),
    ).toMatchObject([
      { verdict: "pass", message: "is fine", location: null, subject: { logicalId: "Fn" } },
      { verdict: "fail", message: "is bad", location: { file: "template.json", line: 6 } },
      { verdict: "unknown", message: "may be bad", reason: "nobody knows" },
      { verdict: "fail", message: "has 7", subject: { logicalId: null } },
    ]);
  });

  test("may print, and what it prints is not in the report", async () => {
    const plugin = pluginWith(`console.log("to stdout"); ${fine}`, `console.error("to stderr"); process.send?.({ reply: 5 });`);
    const { status, stdout, stderr } = await run({ plugin });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).verdict).toBe("fit");
    expect(stderr).toBe("to stderr\nto stdout\n");
  });

  test("is given the options of the subjects that it is asked about", async () => {
    const plugin = pluginWith(
      `yield options.most > 5 ? pass(of(fn), { message: "is fine" }) : fail(of(fn), { message: "is bad", remedy: "x" });`,
    );
    const overrides = [{ subjects: ["**/Fn"], checks: { "my-check": { options: { most: 9 } } } }];
    expect(await run({ plugin })).toMatchObject({ status: 1 });
    expect(await run({ plugin, more: { overrides } })).toMatchObject({ status: 0 });
  });

  test("has its options judged by its own schema, with their place in the config", async () => {
    const stderrOf = async (options: object): Promise<string> =>
      (await run({ plugin: pluginWith(fine), check: { options } })).stderr;
    expect(await stderrOf({ moist: 1 })).toMatch(
      /^fitness: fitness\.config\.json:\d+:\d+: unknown key "moist"\. Did you mean "most"\?\n$/,
    );
    expect(await stderrOf({ most: 0 })).toMatch(/^fitness: fitness\.config\.json:\d+:\d+: most must not be less than 1/);
    expect(await stderrOf({ pattern: "bad" })).toMatch(/^fitness: fitness\.config\.json:\d+:\d+: pattern is bad/);
  });

  test("has its failures accepted in a baseline, and gets what was measured then", async () => {
    const said = `const measurement = { value: 4, unit: "things", comparator: "<=", threshold: 3 };
      yield fail(of(fn), { message: \`measured \${measuredBefore(of(fn))?.value ?? "nothing"} before\`, measurement, remedy: "x" });`;
    const cwd = project({ plugin: pluginWith(said), more: { target: { template: "template.json" } } });
    expect(await fitness(cwd, "baseline", "--quiet")).toMatchObject({ status: 0 });
    const { status, stdout } = await fitness(
      cwd,
      "check",
      "--quiet",
      "--baseline",
      "fitness.baseline.json",
      "--reporter",
      "json",
    );
    const { assessments } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(assessments.at(-1)).toMatchObject({ baselined: true, message: "measured 4 before" });
  });

  test("that is at fault has no baseline written", async () => {
    const cwd = project({ plugin: pluginWith("process.exit(0);"), more: { target: { template: "template.json" } } });
    const { status, stderr } = await fitness(cwd, "baseline", "--quiet");
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^fitness: plugin\.mjs: the check my-check ended its process \(exit code 0\), so fitness\.baseline\.json is not written\./,
    );
    expect(existsSync(path.join(cwd, "fitness.baseline.json"))).toBe(false);
  });

  test("that throws an error ends in that error, and the others are reported", async () => {
    const { status, stdout } = await run({ plugin: pluginWith(`fn.nothing.there;`) });
    const { verdict, checks, unread } = JSON.parse(stdout);
    expect({ status, verdict, unread }).toEqual({ status: 3, verdict: "inconclusive", unread: [] });
    expect(checks).toMatchObject([
      { id: "function-timeout", status: "assessed" },
      { id: "my-check", status: "error", error: "Cannot read properties of undefined (reading 'there') (plugin.mjs:7)" },
    ]);
  });
});

describe.concurrent("a plug-in at fault ends the run with 2 and its name, and the rest is reported:", () => {
  const faults: readonly (readonly [string, string, RegExp])[] = [
    [
      "a verdict that is none",
      pluginWith(`yield { ...pass(of(fn), { message: "fine" }), verdict: "PASS" };`),
      /yielded an invalid assessment: verdict: /,
    ],
    [
      "a subject that is none",
      pluginWith(`yield pass({ stack: { name: "s" }, resource: null, detail: null }, { message: "fine" });`),
      /invalid assessment: subject\.stack: not a stack/,
    ],
    ["a message that is none", pluginWith(`yield pass(of(fn), { message: 5 });`), /invalid assessment: finding\.message: /],
    [
      "a failure without a remedy",
      pluginWith(`yield fail(of(fn), { message: "bad" });`),
      /invalid assessment: finding\.remedy: /,
    ],
    [
      "an enormous message",
      pluginWith(`yield pass(of(fn), { message: "x".repeat(1e8) });`),
      /invalid assessment: finding\.message: /,
    ],
    ["nothing at all", pluginWith(fine).replace("*assess", "assess").replace(fine, ""), /yields nothing/],
    ["a promise", pluginWith(fine).replace("*assess", "async assess").replace(fine, ""), /is asynchronous/],
    ["process.exit in a check", pluginWith("process.exit(0);"), /the check my-check ended its process \(exit code 0\)/],
    [
      "process.exit in a timer",
      pluginWith(`setTimeout(() => process.exit(0), 1); ${fine}`),
      /the plug-in ended its process \(exit code 0\)/,
    ],
    ["an endless loop", pluginWith("for (;;);"), /the check my-check did not finish within 2 s/],
    [
      "endless assessments",
      pluginWith(`for (let i = 0; ; i++) yield pass({ ...of(fn), detail: String(i) }, { message: "fine" });`),
      /yielded more than 250000 assessments|did not finish/,
    ],
    [
      "all the memory",
      pluginWith("const all = []; for (;;) all.push(Buffer.alloc(2 ** 24, 1));"),
      /used more than 200 MB of memory/,
    ],
    [
      "all the heap",
      pluginWith("const all = []; for (;;) all.push([all.length]);"),
      /used more than 200 MB of memory|did not finish/,
    ],
    [
      "an error thrown late",
      pluginWith(`setTimeout(() => { throw new Error("late"); }, 1); ${fine}`),
      /the plug-in threw an uncaught error: late/,
    ],
    [
      "a rejected promise",
      pluginWith(`Promise.reject(new Error("no")); ${fine}`),
      /the plug-in left a rejected promise unhandled: no/,
    ],
    ["an open timer", pluginWith(fine, "setInterval(() => {}, 1000);"), /the plug-in left something open: a timer/],
    [
      "an open server",
      pluginWith(fine, `(await import("node:net")).createServer().listen(0);`),
      /the plug-in left something open: a server/,
    ],
    [
      "a child process",
      pluginWith(fine, `(await import("node:child_process")).spawn("sleep", ["60"], { stdio: "inherit" });`),
      /the plug-in left something open: a child process/,
    ],
    ["null, thrown", pluginWith("throw null;"), /the check my-check threw something that is not an Error: null/],
    [
      "what cannot be shown, thrown",
      pluginWith("throw { get message() { throw 1; }, [Symbol.for('nodejs.util.inspect.custom')]() { throw 2; } };"),
      /threw something that is not an Error: something that cannot be shown/,
    ],
    ["a crash", pluginWith("process.abort();"), /the check my-check crashed/],
  ];
  test.each(faults)("%s", async (_name, plugin, message) => {
    const limits = { pluginSeconds: /finish/.test(String(message)) ? 2 : 30, pluginMegabytes: 200 };
    const { status, stdout, stderr } = await run({ plugin, limits });
    const { verdict, exitCode, checks, unread } = JSON.parse(stdout);
    expect({ status, verdict, exitCode }).toEqual({ status: 2, verdict: null, exitCode: 2 });
    expect(unread).toEqual([{ file: "plugin.mjs", message: expect.stringMatching(message) }]);
    expect(checks[0]).toMatchObject({ id: "function-timeout", status: "assessed" });
    expect(stderr).toMatch(/^fitness: plugin\.mjs: [^\n]*\n$/);
  });
});

describe.concurrent("a module that cannot be loaded ends the run with 2 and its name, and there is no report:", () => {
  const modules: readonly (readonly [string, string, RegExp])[] = [
    ["process.exit", "process.exit(0);", /ended its process \(exit code 0\)/],
    ["a promise that never settles", "await new Promise(() => {});", /never finishes loading/],
    ["one that waits for a timer", "setInterval(() => {}, 1000); await new Promise(() => {});", /did not load within 2 s/],
    ["an endless loop", "for (;;);", /did not load within 2 s/],
    ["an error", "throw new Error('boom');", /could not be loaded: boom \(plugin\.mjs:1\)/],
    ["undefined, thrown", "throw undefined;", /could not be loaded: undefined/],
    ["a syntax error", "export default {", /could not be loaded: Unexpected end of input/],
    ["no check", "export default 5;", /exports neither a check nor a reporter/],
    ["exports that throw", "export default new Proxy({}, { get() { throw new Error('trap'); } });", /could not be loaded: trap/],
  ];
  test.each(modules)("%s", async (_name, plugin, message) => {
    const limits = { pluginSeconds: /within/.test(String(message)) ? 2 : 30 };
    const { status, stdout, stderr } = await run({ plugin, limits });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^fitness: plugin\.mjs: the plug-in [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });

  const configs: readonly (readonly [string, string, RegExp])[] = [
    ["a config that exits", "process.exit(0);", /the config ended its process \(exit code 0\)/],
    ["a config that never settles", "await new Promise(() => {});", /the config never finishes loading/],
    ["a config that loops", "for (;;);", /the config did not load within 10 s/],
    ["a config of functions", "export default () => ({});", /JSON cannot represent: the default export is a function/],
    ["a config of dates", "export default { stackName: new Date() };", /JSON cannot represent: stackName is a Date/],
    ["a config in circles", "const a = {}; a.checks = a; export default a;", /data that contains itself, at checks/],
  ];
  test.each(configs)("%s", async (_name, text, message) => {
    const cwd = folder({ "fitness.config.mjs": text, "template.json": template });
    const { status, stdout, stderr } = await fitness(cwd, "check", "--template", "template.json");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^fitness: fitness\.config\.mjs: [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });
});

test("a config in code is read as data, in JavaScript and TypeScript", async () => {
  const text = "export default { extends: ['off'], checks: { 'function-timeout': 'error' } }";
  for (const [name, source] of [
    ["fitness.config.mjs", text],
    ["fitness.config.ts", `${text} satisfies object;`],
  ] as const) {
    const cwd = folder({ [name]: source, "template.json": template });
    expect(await fitness(cwd, "check", "--template", "template.json", "--quiet")).toMatchObject({ status: 1 });
  }
});

test.each(["SIGINT", "SIGKILL"] as const)("%s ends the plug-in with the run", async (signal) => {
  const cwd = project({
    plugin: pluginWith("for (;;);", `(await import("node:fs")).writeFileSync("pid", String(process.pid));`),
    limits: { pluginSeconds: 60 },
  });
  const child = spawn(process.execPath, [launcher, "check", "--template", "template.json"], { cwd, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await expect.poll(() => existsSync(path.join(cwd, "pid")), { timeout: 20_000 }).toBe(true);
  const pid = Number(readFileSync(path.join(cwd, "pid"), "utf8"));
  child.kill(signal);
  await ended;
  await sleep(50);
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
