#!/usr/bin/env node
// The launcher: answers --version by itself, since nothing needs to be loaded for that, and otherwise starts the bundle.
import { readFileSync } from "node:fs";
import module from "node:module";

const [first, ...others] = process.argv.slice(2);
if ((first === "--version" || first === "-V") && others.length === 0) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${version}\n`);
} else {
  // Node 22.1 and later keep compiled code between runs.
  module.enableCompileCache?.();
  await import("../dist/cli.js");
}
