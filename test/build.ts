// Builds once before the tests: those that spawn the command line try what the checkout would ship.
import { execFileSync } from "node:child_process";
import path from "node:path";

export function setup(): void {
  const jiti = path.join("node_modules", "jiti", "lib", "jiti-cli.mjs");
  execFileSync(process.execPath, [jiti, "scripts/build.ts"], { cwd: path.join(import.meta.dirname, "..") });
}
