// Bundles the command line and the public API into dist/: one split ESM build, with the licences of what it contains.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Metafile } from "esbuild";

const dist = "dist";
const licencesFile = path.join(dist, "THIRD-PARTY-LICENSES.txt");

/** What an earlier build left; afterwards, so that the command line is there at any time. */
function removeStale({ outputs }: Metafile): void {
  const written = new Set([...Object.keys(outputs).map((file) => path.normalize(file)), licencesFile]);
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !written.has(file) && !file.startsWith(path.join(dist, "types"))) rmSync(file);
  }
}

/** Folders of the packages whose files went into the bundle. */
function bundledPackages(metafile: Metafile): string[] {
  const folders = Object.keys(metafile.inputs).flatMap(
    (input) => input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file));
  if (license === undefined || files.length === 0) throw new Error(`${name} has no licence text to ship`);
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

/** The bundler gives a CommonJS package that is imported dynamically a default export only; a module of our own has to stand between. */
function refuseLostNames({ inputs }: Metafile): void {
  for (const [file, { imports }] of Object.entries(inputs)) {
    const lost = imports.find(({ kind, path: imported }) => kind === "dynamic-import" && inputs[imported]?.format === "cjs");
    if (lost !== undefined)
      throw new Error(`${file} imports ${lost.path} dynamically, which is CommonJS and loses its names in the bundle`);
  }
}

const { metafile } = await build({
  entryPoints: { cli: "src/cli/entry.ts", index: "src/index.ts" },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // The UMD build of jsonc-parser hides its requires from the bundler; its ES modules do not.
  mainFields: ["module", "main"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  // jiti finds its own compiler beside itself; it is loaded for configs in TypeScript only.
  external: ["jiti"],
  // The CommonJS packages among the bundled ones ask for Node's own modules by require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  chunkNames: "chunks/[name]-[hash]",
  logLevel: "warning",
});
refuseLostNames(metafile);
const licences = bundledPackages(metafile).map(licenceOf);
writeFileSync(licencesFile, `${licences.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
removeStale(metafile);
