// What most runs of the command line do without and what takes long to load: the AWS SDK, in a bundle of its own, some modules of Node, and semver.
import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

const OF_NODE = /^(?:node:)?(?:child_process|crypto|http|https|worker_threads|zlib)$/;
/** A cloud assembly is read without a comparison of versions. */
const OF_VERSIONS = /^semver$/;
/** The modules that import it are loaded late themselves, for live systems only. */
const OF_AWS = /^(?:@aws-sdk|@smithy)\//;
const NAMESPACE = "late";

/** For CommonJS bundles only: the names of an ES module are bound before it runs. */
export class Late {
  readonly #bundle: string;
  readonly #libraries = new Set<string>();
  readonly #files = new Map<string, string>();

  /** @param bundle the file of the AWS SDK, from the bundle that asks for it */
  constructor(bundle: string) {
    this.#bundle = bundle;
  }

  readonly plugin: Plugin = {
    name: "late",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: OF_NODE }, ({ path, namespace }) =>
        namespace === NAMESPACE ? { path, external: true } : { path, namespace: NAMESPACE },
      );
      onResolve({ filter: OF_AWS }, ({ path }) => ({ path, namespace: NAMESPACE }));
      onResolve({ filter: OF_VERSIONS }, ({ path, namespace, importer }) => {
        if (namespace === NAMESPACE) return { path: this.#files.get(path) ?? path, namespace: "file" };
        this.#files.set(path, createRequire(importer).resolve(path));
        return { path, namespace: NAMESPACE };
      });
      onResolve({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path }) => ({ contents: await this.#standIn(path), loader: "js" }));
    },
  };

  async #standIn(name: string): Promise<string> {
    if (OF_NODE.test(name)) return standInOf(name, await import(name));
    const file = this.#files.get(name);
    if (file !== undefined) return standInOf(name, await import(file));
    this.#libraries.add(name);
    return `module.exports = require(${JSON.stringify(this.#bundle)})[${JSON.stringify(name)}]();\n`;
  }

  /** The text of the module that holds the AWS SDK; after the bundle that asks for it. */
  sdk(): string {
    const members = [...this.#libraries]
      .sort()
      .map((each) => `  ${JSON.stringify(each)}: () => require(${JSON.stringify(each)})`);
    return `module.exports = {\n${members.join(",\n")}\n};\n`;
  }
}

/** An object with the names of a module, each of which loads it. */
function standInOf(name: string, module: object): string {
  const names = Object.keys(module).filter((each) => each !== "default" && each !== "module.exports");
  const members = names.map((each) => `  get ${each}() { return require(${JSON.stringify(name)}).${each}; }`);
  return `module.exports = {\n${members.join(",\n")}\n};\n`;
}
