// fitness graph: what it writes where, and how it ends.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { run } from "../../../test/commands.ts";
import { folder } from "../../../test/folder.ts";

const examples = path.resolve(import.meta.dirname, "../../../fixtures");

const graph = (cwd: string, ...args: string[]) => run(cwd, ["graph", ...args]);

it("draws a flowchart on standard output, and ends with 0 however broken the system is", async () => {
  const { exitCode, stdout, stderr } = await graph(examples, "--template", "ev-charging/cdk.out");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^flowchart LR\n/);
  expect(stdout).toMatch(/-->\|"✗ progressive-traffic"\|/);
});

it("draws the page into a file, and says nothing of it", async () => {
  const cwd = folder({});
  const template = path.join(examples, "orders", "template.yaml");
  const { exitCode, stdout } = await graph(cwd, "--template", template, "--format", "html", "-o", "out/wiring.html");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  expect(readFileSync(path.join(cwd, "out", "wiring.html"), "utf8")).toMatch(/^<!DOCTYPE html>[\s\S]*<svg[\s\S]*<\/html>\n$/);
});

it("draws what is selected", async () => {
  const template = ["--template", "ev-charging/cdk.out", "--format", "dot"];
  const { stdout } = await graph(examples, ...template, "--select", "EVStateless/StartCharging");
  expect(stdout).toContain('label="StartCharging"');
  expect(stdout).not.toContain("StopCharging");
});

it.each([
  ["nothing matches", ["--select", "Nothing/**"], /no function, API or alarm in .* matches Nothing/],
  ["the format is unknown", ["--format", "png"], /format/],
])("ends with 2 and draws nothing where %s", async (_what, args, message) => {
  const { exitCode, stdout, stderr } = await graph(examples, "--template", "orders/template.yaml", ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

it("ends with 2 where there is nothing to draw", async () => {
  const cwd = folder({ "template.json": { Resources: { Bucket: { Type: "AWS::S3::Bucket" } } } });
  const { exitCode, stderr } = await graph(cwd, "--quiet", "--output", "wiring.mmd");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("template.json has nothing to draw");
  expect(existsSync(path.join(cwd, "wiring.mmd"))).toBe(false);
});

it("draws what could be read, and ends with 2 where not all could", async () => {
  const cwd = folder({ "bad.json": "{", "good.json": { Resources: { F: { Type: "AWS::Lambda::Function" } } } });
  const { exitCode, stdout, stderr } = await graph(cwd, "--template", "good.json", "bad.json");
  expect(exitCode).toBe(2);
  expect(stdout).toContain('["F"]');
  expect(stderr).toContain("bad.json");
});

it("draws what its page in the docs shows", async () => {
  const shown = readFileSync(path.join(examples, "..", "docs", "graph.md"), "utf8");
  const args = ["--template", "fixtures/ev-charging/cdk.out", "--select", "EVStateless/StartCharging"];
  const { stdout } = await graph(path.dirname(examples), ...args);
  expect(shown).toContain(`\`\`\`mermaid\n${stdout}\`\`\`\n`);
});
