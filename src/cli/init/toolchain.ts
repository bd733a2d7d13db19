// What has to be installed before a project's templates can be made: by its lockfile, and by the language of its CDK app.
import { existsSync } from "node:fs";
import path from "node:path";

export type Language = "Python" | "Java" | "Go" | ".NET";

export interface Toolchain {
  /** Of the CDK app, beside Node, which the CDK's command line needs; null for TypeScript and JavaScript. */
  readonly language: Language | null;
  /** Installs the dependencies. */
  readonly install: readonly string[];
  /** Runs a command of an npm package. */
  readonly run: string;
}

/** Sign in the folder → how is installed and run, the first that is there. */
const OF_NODE: readonly (readonly [sign: string, install: readonly string[], run: string])[] = [
  ["bun.lock", ["npm install --global bun", "bun install --frozen-lockfile"], "bunx"],
  ["bun.lockb", ["npm install --global bun", "bun install --frozen-lockfile"], "bunx"],
  ["pnpm-lock.yaml", ["corepack enable && pnpm install --frozen-lockfile"], "npx"],
  ["yarn.lock", ["corepack enable && yarn install --immutable"], "npx"],
  ["package-lock.json", ["npm ci"], "npx"],
  ["npm-shrinkwrap.json", ["npm ci"], "npx"],
  // Without a lockfile `npm ci` refuses.
  ["package.json", ["npm install"], "npx"],
];

const OF_PYTHON: readonly (readonly [sign: string, install: string])[] = [
  ["uv.lock", "python3 -m pip install uv && uv sync --frozen"],
  ["poetry.lock", "python3 -m pip install poetry && poetry install"],
  ["requirements.txt", "python3 -m pip install -r requirements.txt"],
  ["pyproject.toml", "python3 -m pip install ."],
];

/** By the `app` of cdk.json, which runs it; what Maven, Gradle, Go and .NET need they load themselves. */
const LANGUAGES: readonly (readonly [RegExp, Language])[] = [
  [/\b(?:python3?|uv|poetry|pipenv)\b/, "Python"],
  [/\b(?:mvn|mvnw|gradle|gradlew|java)\b/, "Java"],
  [/(?:^|\s)go\s/, "Go"],
  [/\bdotnet\b/, ".NET"],
];

/** @param app of cdk.json; null for projects of other kinds */
export function toolchainOf(folder: string, app: string | null): Toolchain {
  const has = ([sign]: readonly [string, ...unknown[]]): boolean => existsSync(path.join(folder, sign));
  const [, ofNode = [], run = "npx --yes"] = OF_NODE.find(has) ?? [];
  const [, language = null] = LANGUAGES.find(([pattern]) => pattern.test(app ?? "")) ?? [];
  const python = language === "Python" ? (OF_PYTHON.find(has)?.[1] ?? null) : null;
  return { language, install: [...ofNode, ...(python === null ? [] : [python])], run };
}
