#!/usr/bin/env node
// The launcher: answers --version by itself, since nothing needs to be loaded for that, and otherwise runs the bundle.
// It is CommonJS, as the bundle is: Node starts it sooner than an ES module.
const { existsSync } = require("node:fs");
const path = require("node:path");

const bundle = path.join(__dirname, "..", "dist", "cli.cjs");
const [first, ...others] = process.argv.slice(2);
if ((first === "--version" || first === "-V") && others.length === 0) {
  process.stdout.write(`${require("../package.json").version}\n`);
} else if (existsSync(bundle)) {
  const { run } = require("./code-cache.js");
  run(bundle, first ?? "help");
} else {
  process.stderr.write(`fitness: ${bundle}: does not exist. Build it in its folder: npm run build\n`);
  process.exitCode = 2;
}
