// What a pipeline needs to run the audit: the snippet for each CI that can be told from its files, else for all.
import { existsSync } from "node:fs";
import path from "node:path";

export interface Steps {
  /** null where the project has no package.json. */
  readonly install: string | null;
  /** Makes the templates, where they are not written by hand. */
  readonly build: string | null;
  readonly audit: string;
}

interface Pipeline {
  readonly name: string;
  /** The file or folder that tells that this CI is in use. */
  readonly sign: string;
  snippet(commands: readonly string[]): string;
}

const NODE = 22;

const pipelines: readonly Pipeline[] = [
  {
    name: "GitHub Actions",
    sign: ".github",
    snippet: (commands) => `# GitHub Actions: .github/workflows/fitness.yml
name: fitness
on: [push, pull_request]
permissions:
  contents: read
jobs:
  fitness:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: ${NODE}
${commands.map((command) => `      - run: ${command}`).join("\n")}
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: fitness
          path: fitness.xml
`,
  },
  {
    name: "GitLab CI",
    sign: ".gitlab-ci.yml",
    snippet: (commands) => `# GitLab CI: .gitlab-ci.yml
fitness:
  stage: test
  image: node:${NODE}
  script:
${commands.map((command) => `    - ${command}`).join("\n")}
  artifacts:
    when: always
    reports:
      junit: fitness.xml
`,
  },
  {
    name: "CodeBuild",
    sign: "buildspec.yml",
    snippet: (commands) => `# CodeBuild: buildspec.yml
version: 0.2
phases:
  install:
    runtime-versions:
      nodejs: ${NODE}
  build:
    commands:
${commands.map((command) => `      - ${command}`).join("\n")}
reports:
  fitness:
    files: [fitness.xml]
    file-format: JUNITXML
`,
  },
];

/** The steps of a project, by the files in its folder. @param runner how the tool is called without being installed */
export function stepsOf(folder: string, build: string | null, runner: string): Steps {
  const has = (name: string): boolean => existsSync(path.join(folder, name));
  const report = "check --reporter human junit=fitness.xml";
  if (!has("package.json")) return { install: null, build, audit: `${runner} ${report}` };
  const install = has("pnpm-lock.yaml")
    ? "corepack enable && pnpm install --frozen-lockfile"
    : has("yarn.lock")
      ? "corepack enable && yarn install --immutable"
      : "npm ci";
  return { install, build, audit: `npx fitness ${report}` };
}

/** The snippets, as one text. */
export function pipelineSnippets(folder: string, { install, build, audit }: Steps): string {
  const inUse = pipelines.filter(({ sign }) => existsSync(path.join(folder, sign)));
  const commands = [install, build, audit].filter((command) => command !== null);
  return (inUse.length > 0 ? inUse : pipelines).map(({ snippet }) => snippet(commands)).join("\n");
}
