// Synthesizes the example app with the real CDK into fixtures/ev-charging: no asset code, no path of this machine.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

const root = resolve(import.meta.dirname, "..");
const example = join(root, "examples", "ev-charging");
const fixtures = join(root, "fixtures", "ev-charging");

// Nothing else of the environment: credentials, a region, CDK_DEBUG or NODE_OPTIONS would change what is synthesized.
const env = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  CDK_DISABLE_CLI_TELEMETRY: "1",
  AWS_EC2_METADATA_DISABLED: "true",
};

execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: example, stdio: "inherit" });
synthesize("degraded", "cdk.out");
synthesize("fit", "cdk.out-fit");
// With reports of rule packs beside the templates; what they find fails the synthesis.
synthesize("fit", "cdk.out-nag-2", ["--context", "nag=2"]);
synthesize("fit", "cdk.out-nag-3", ["--context", "nag=3"]);

/** Replaces the fixture of one variant, only once its synthesis has ended well, or has ended with findings of a rule pack. */
function synthesize(variant: string, folder: string, context: readonly string[] = []): void {
  const output = mkdtempSync(join(tmpdir(), "ev-charging-"));
  const cdk = join(example, "node_modules", "aws-cdk", "bin", "cdk");
  const args = [
    cdk,
    "synth",
    "--quiet",
    "--no-notices",
    "--no-version-reporting",
    "--context",
    `variant=${variant}`,
    ...context,
    "--output",
    output,
  ];
  const { status } = spawnSync(process.execPath, args, { cwd: example, env, stdio: "inherit" });
  if (status !== 0 && context.length === 0) throw new Error(`the synthesis of ${folder} ended with ${status}`);

  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const path = join(output, entry.name);
    if (entry.isDirectory() || entry.name.endsWith(".lock")) rmSync(path, { recursive: true });
    else writeFileSync(path, withoutMachine(readFileSync(path, "utf8"), path));
  }
  const target = join(fixtures, folder);
  rmSync(target, { recursive: true, force: true });
  cpSync(output, target, { recursive: true });
  rmSync(output, { recursive: true });
}

/** Source positions relative to the example, as they are wherever it is checked out. */
function withoutMachine(text: string, path: string): string {
  const relative = text.replaceAll(example + sep, "");
  if (relative.includes(root)) throw new Error(`${path} names a path of this machine outside ${example}`);
  return relative;
}
