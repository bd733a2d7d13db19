// Runs a bundle, which is the function of a CommonJS module, with the code that an earlier run compiled, and keeps what this run compiles for the next.
// Node's own compile cache (22.1 and later) keeps less of the code, and Node 20 has none.
// The code is kept in node_modules/.cache: whoever can write there can write the package itself.
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

/** Where packages keep such files: in the node_modules of the package, or in the one that it is installed in. Null where there is neither. */
function folderFor(file) {
  const root = path.dirname(path.dirname(file));
  const own = path.join(root, "node_modules");
  const modules = fs.existsSync(own) ? own : path.dirname(root);
  return path.basename(modules) === "node_modules" ? path.join(modules, ".cache", "serverless-fitness") : null;
}

/** Each command runs other code, each Node and each set of flags compiles it in another way, and the first line of a bundle names it. */
function nameFor(source, command) {
  const kept = /^[a-z]+$/.test(command) ? command : "other";
  const [, bundle = ""] = /^\/\/ ([0-9a-f]+)\n/.exec(source) ?? [];
  return `${kept}-${v8.cachedDataVersionTag()}-${bundle}`;
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all; the file of an earlier bundle goes. A folder that cannot be written to is no error. */
function keep(folder, name, data) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const earlier = name.split("-").slice(0, 2).join("-");
    for (const other of fs.readdirSync(folder)) if (other.startsWith(`${earlier}-`)) fs.rmSync(path.join(folder, other));
    const unfinished = path.join(folder, `${name}.${process.pid}`);
    fs.writeFileSync(unfinished, data);
    fs.renameSync(unfinished, path.join(folder, name));
  } catch {
    // The next run compiles again.
  }
}

/**
 * @param {string} file an absolute path
 * @param {string} command the command of the run
 */
function run(file, command) {
  // The build writes ASCII only.
  const source = fs.readFileSync(file, "latin1");
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? null : folderFor(file);
  const name = nameFor(source, command);
  const cachedData = folder === null ? undefined : read(path.join(folder, name));
  const script = new vm.Script(source, {
    filename: file,
    cachedData,
  });
  if (folder !== null && (cachedData === undefined || script.cachedDataRejected))
    process.on("exit", () => keep(folder, name, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
}

module.exports = { run };
