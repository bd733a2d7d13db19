// Synthesizes the example apps with the real CDK, into fixtures/ev-charging and examples/fleet: no asset code, no path of this machine.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

const root = resolve(import.meta.dirname, "..");
const evCharging = join(root, "examples", "ev-charging");
const fleet = join(root, "examples", "fleet");
const fixtures = join(root, "fixtures", "ev-charging");

// Nothing else of the environment: credentials, a region, CDK_DEBUG or NODE_OPTIONS would change what is synthesized.
const env = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  CDK_DISABLE_CLI_TELEMETRY: "1",
  AWS_EC2_METADATA_DISABLED: "true",
};

for (const example of [evCharging, fleet])
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: example, stdio: "inherit" });
synthesize(evCharging, join(fixtures, "cdk.out"), ["--context", "variant=degraded"]);
synthesize(evCharging, join(fixtures, "cdk.out-fit"), ["--context", "variant=fit"]);
// With reports of rule packs beside the templates; what they find fails the synthesis.
for (const nag of ["2", "3"]) {
  const context = ["--context", "variant=fit", "--context", `nag=${nag}`];
  synthesize(evCharging, join(fixtures, `cdk.out-nag-${nag}`), context, true);
}
synthesize(fleet, join(fleet, "cdk.out"));

/** Replaces an assembly, only once the synthesis has ended well, or has ended with findings of a rule pack. */
function synthesize(example: string, target: string, context: readonly string[] = [], hasFindings = false): void {
  const output = mkdtempSync(join(tmpdir(), "assembly-"));
  const cdk = join(example, "node_modules", "aws-cdk", "bin", "cdk");
  const args = [cdk, "synth", "--quiet", "--no-notices", "--no-version-reporting", ...context, "--output", output];
  const { status } = spawnSync(process.execPath, args, { cwd: example, env, stdio: "inherit" });
  if (status !== 0 && !hasFindings) throw new Error(`the synthesis of ${target} ended with ${status}`);

  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const path = join(output, entry.name);
    if (entry.isDirectory() || entry.name.endsWith(".lock")) rmSync(path, { recursive: true });
    else writeFileSync(path, withoutMachine(example, readFileSync(path, "utf8"), path));
  }
  rmSync(target, { recursive: true, force: true });
  cpSync(output, target, { recursive: true });
  rmSync(output, { recursive: true });
}

/** Source positions relative to the example, as they are wherever it is checked out. */
function withoutMachine(example: string, text: string, path: string): string {
  const relative = text.replaceAll(example + sep, "");
  if (relative.includes(root)) throw new Error(`${path} names a path of this machine outside ${example}`);
  return relative;
}
