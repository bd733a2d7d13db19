// Bundles the command line and the public API into dist/: one split ESM build, with the licences of what it contains.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

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

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: { readonly url: string } | string;
  readonly texts: readonly string[];
}

function packageIn(folder: string): Package {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file));
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  return { ...(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Omit<Package, "texts">), texts };
}

/** Some packages of the AWS SDK leave out the text that stands in the others of their repository. */
function licenceOf(own: Package, all: readonly Package[]): string {
  const { name, version, license, texts } = own;
  const kin = (other: Package): boolean =>
    other.texts.length > 0 && other.license === license && urlOf(other) !== undefined && urlOf(other) === urlOf(own);
  const shipped = texts.length > 0 ? texts : all.find(kin)?.texts;
  if (license === undefined || shipped === undefined) throw new Error(`${name} has no licence text to ship`);
  return [`${name} ${version} (${license})`, ...shipped].join("\n\n");
}

function urlOf({ repository }: Pick<Package, "repository">): string | undefined {
  return typeof repository === "string" ? repository : repository?.url;
}

/** The bundler gives a CommonJS package that is imported dynamically a default export only; a module of our own has to stand between. */
function refuseLostNames({ inputs }: Metafile): void {
  for (const [file, { imports }] of Object.entries(inputs)) {
    const lost = imports.find(({ kind, path: imported }) => kind === "dynamic-import" && inputs[imported]?.format === "cjs");
    if (lost !== undefined)
      throw new Error(`${file} imports ${lost.path} dynamically, which is CommonJS and loses its names in the bundle`);
  }
}

/** The public API hands on the zod that is installed, whole; what is bundled is no more than the command line needs. */
const zodOfAuthors: Plugin = {
  name: "zod of authors",
  setup({ onResolve }) {
    onResolve({ filter: /^zod$/ }, ({ importer }) =>
      importer.endsWith(path.join("src", "index.ts")) ? { path: "zod", external: true } : undefined,
    );
  },
};

const { metafile } = await build({
  entryPoints: {
    cli: "src/cli/entry.ts",
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
  // jiti finds its own compiler beside itself; it is loaded for configs in TypeScript only. The test runner is the user's.
  external: ["jiti", "vitest"],
  // The CommonJS packages among the bundled ones ask for Node's own modules by require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  chunkNames: "chunks/[name]-[hash]",
  logLevel: "warning",
});
refuseLostNames(metafile);
const packages = bundledPackages(metafile).map(packageIn);
const licences = packages.map((each) => licenceOf(each, packages));
writeFileSync(licencesFile, `${licences.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
removeStale(metafile);
