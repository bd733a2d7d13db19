// Builds the command line once for all tests that run it: what they try is what users get.
import { execFileSync } from "node:child_process";
import path from "node:path";
import type { TestProject } from "vitest/node";

const root = path.resolve(import.meta.dirname, "..");

export function setup(project: TestProject): void {
  build();
  project.onTestsRerun(async () => build());
}

function build(): void {
  execFileSync(process.execPath, [path.join(root, "node_modules/jiti/lib/jiti-cli.mjs"), "scripts/build.ts"], { cwd: root });
}
