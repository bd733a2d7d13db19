// What most runs of the command line do without and what takes long to load: the AWS SDK, in a bundle of its own, and some modules of Node.
import type { Plugin } from "esbuild";

const OF_NODE = /^(?:node:)?(?:child_process|crypto|http|https|worker_threads|zlib)$/;
/** The modules that import it are loaded late themselves, for live systems only. */
const OF_AWS = /^(?:@aws-sdk|@smithy)\//;
const NAMESPACE = "late";

/** For CommonJS bundles only: the names of an ES module are bound before it runs. */
export class Late {
  readonly #bundle: string;
  readonly #libraries = new Set<string>();

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
      onResolve({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path }) => ({ contents: await this.#standIn(path), loader: "js" }));
    },
  };

  async #standIn(name: string): Promise<string> {
    if (OF_NODE.test(name)) return await namesOf(name);
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
async function namesOf(name: string): Promise<string> {
  const names = Object.keys((await import(name)) as object).filter((each) => each !== "default" && each !== "module.exports");
  const members = names.map((each) => `  get ${each}() { return require(${JSON.stringify(name)}).${each}; }`);
  return `module.exports = {\n${members.join(",\n")}\n};\n`;
}
