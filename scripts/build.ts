// Bundles the command line into one CommonJS file, whose compiled code bin/code-cache.js keeps, and the public API into ES modules; with the licences of what they contain.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { Late } from "./build/late.ts";
import { licencesOf } from "./build/licences.ts";

const dist = "dist";
const SDK = "aws-sdk.cjs";
const licencesFile = path.join(dist, "THIRD-PARTY-LICENSES.txt");

/** What an earlier build left; afterwards, so that the command line is there at any time. */
function removeStale(outputs: readonly string[]): void {
  const written = new Set([...outputs.map((file) => path.normalize(file)), licencesFile]);
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !written.has(file) && !file.startsWith(path.join(dist, "types"))) rmSync(file);
  }
}

/** The bundler gives a CommonJS package that is imported dynamically a default export only; a module of our own is needed between. */
function refuseLostNames({ inputs }: Metafile): void {
  for (const [file, { imports }] of Object.entries(inputs)) {
    const lost = imports.find(({ kind, path: imported }) => kind === "dynamic-import" && inputs[imported]?.format === "cjs");
    if (lost !== undefined)
      throw new Error(`${file} imports ${lost.path} dynamically, which is CommonJS and loses its names in the bundle`);
  }
}

/** The launcher reads the bundle as ASCII, which is fastest; the bundler itself escapes texts, but no regular expressions. */
const ascii: Plugin = {
  name: "ASCII",
  setup({ onLoad }) {
    const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    onLoad({ filter: /\.[cm]?[jt]s$/, namespace: "file" }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replace(/[^\0-\x7f]/g, escaped),
      loader: file.endsWith("ts") ? "ts" : "js",
    }));
  },
};

/** Whether there are colours is decided here and not by chalk, whose detection loads what else only sockets and terminals need. */
const undetected: Plugin = {
  name: "no detection of colours",
  setup({ onResolve }) {
    onResolve({ filter: /^#supports-color$/ }, ({ importer }) => ({
      path: path.join(path.dirname(importer), "vendor", "supports-color", "browser.js"),
    }));
  },
};

/** The first line says by a hash which bundle it is, since npm gives all files of all versions the same time; its source map skips that line. */
function seal(file: string): void {
  const text = readFileSync(file, "utf8");
  if (/[^\0-\x7f]/.test(text)) throw new Error(`${file} has characters that are not ASCII`);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  writeFileSync(file, `// ${hash}\n${text}`);
  const map = JSON.parse(readFileSync(`${file}.map`, "utf8")) as { mappings: string };
  writeFileSync(`${file}.map`, JSON.stringify({ ...map, mappings: `;${map.mappings}` }));
}

/** The public API propagates the zod that is installed, whole; what is bundled is no more than the command line needs. */
const zodOfAuthors: Plugin = {
  name: "zod of authors",
  setup({ onResolve }) {
    onResolve({ filter: /^zod$/ }, ({ importer }) =>
      importer.endsWith(path.join("src", "index.ts")) ? { path: "zod", external: true } : undefined,
    );
  },
};

const shared = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  // The UMD build of jsonc-parser hides its requires from the bundler; its ES modules do not.
  mainFields: ["module", "main"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  // jiti finds its own compiler beside itself; it is loaded for configs in TypeScript only. The test runner is the user's.
  external: ["jiti", "vitest"],
  logLevel: "warning",
} as const satisfies BuildOptions;

/** One file: Node reads and compiles it as a whole, where a hundred modules are resolved and compiled one by one. */
const late = new Late(`./${SDK}`);
const commandLine = await build({
  ...shared,
  entryPoints: { cli: "src/cli/entry.ts" },
  outdir: dist,
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  // The function that the launcher calls: putting it around the text there would copy the text.
  banner: {
    js: '(function (exports, require, module, __filename, __dirname) { const __url = require("node:url").pathToFileURL(__filename).href;',
  },
  footer: { js: "})" },
  define: { "import.meta.url": "__url" },
  // Short names make the compiled code smaller; the map leads from the stack of an internal error to the source.
  minifyIdentifiers: true,
  // In a script that is compiled from kept code, Node warns of every import().
  supported: { "dynamic-import": false },
  sourcemap: true,
  sourcesContent: false,
  plugins: [late.plugin, undetected, ascii],
});

const sdk = await build({
  ...shared,
  stdin: { contents: late.sdk(), resolveDir: ".", sourcefile: "aws-sdk.js" },
  outfile: path.join(dist, SDK),
  format: "cjs",
});

const modules = await build({
  ...shared,
  outdir: dist,
  entryPoints: {
    "fleet-worker": "src/cli/fleet/worker.ts",
    index: "src/index.ts",
    "plugin-worker": "src/plugins/worker.ts",
    cdk: "src/integrations/cdk.ts",
    jest: "src/integrations/jest.ts",
    lambda: "src/integrations/lambda.ts",
    testing: "src/integrations/testing.ts",
    vitest: "src/integrations/vitest.ts",
  },
  plugins: [zodOfAuthors],
  splitting: true,
  format: "esm",
  // The CommonJS packages among the bundled ones ask for Node's own modules by require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  chunkNames: "chunks/[name]-[hash]",
});
refuseLostNames(modules.metafile);
seal(path.join(dist, "cli.cjs"));
const metafiles = [commandLine.metafile, sdk.metafile, modules.metafile];
writeFileSync(licencesFile, licencesOf(metafiles.flatMap(({ inputs }) => Object.keys(inputs))));
removeStale(metafiles.flatMap(({ outputs }) => Object.keys(outputs)));
