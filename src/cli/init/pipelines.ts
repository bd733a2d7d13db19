// The CI snippet for the audit: for the CI that the project's files indicate, otherwise for all.
import { existsSync } from "node:fs";
import path from "node:path";
import type { Project } from "./project.ts";
import { type Language, toolchainOf } from "./toolchain.ts";

export interface Steps {
  /** Beside Node. */
  readonly language: Language | null;
  /** Install, make the templates, audit. */
  readonly commands: readonly string[];
  /** The JUnit files that the audits write. */
  readonly reports: readonly string[];
}

/** A project within its repository. */
interface Place {
  /** `services/orders`; empty at the root. */
  readonly subfolder: string;
}

interface Pipeline {
  readonly name: string;
  /** The file or folder that tells that this CI is in use. */
  readonly sign: string;
  snippet(steps: Steps, place: Place): string;
}

const NODE = 22;

const pipelines: readonly Pipeline[] = [
  {
    name: "GitHub Actions",
    sign: ".github",
    snippet: ({ language, commands, reports }, { subfolder }) => `# GitHub Actions: .github/workflows/fitness.yml
name: fitness
on: [push, pull_request]
permissions:
  contents: read
jobs:
  fitness:
    runs-on: ubuntu-latest
${subfolder === "" ? "" : `    defaults:\n      run:\n        working-directory: ${subfolder}\n`}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: ${NODE}
${setupOn(language)}${commands.map((command) => `      - run: ${command}`).join("\n")}
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: fitness
${listed(
  "path",
  reports.map((report) => path.posix.join(subfolder, report)),
)}
`,
  },
  {
    name: "GitLab CI",
    sign: ".gitlab-ci.yml",
    snippet: ({ language, commands, reports }, { subfolder }) => `# GitLab CI: .gitlab-ci.yml
fitness:
  stage: test
  image: node:${NODE}
  script:
${[...packagesOf(language), ...into(subfolder), ...commands].map((command) => `    - ${command}`).join("\n")}
  artifacts:
    when: always
    reports:
      junit: [${reports.map((report) => path.posix.join(subfolder, report)).join(", ")}]
`,
  },
  {
    name: "CodeBuild",
    sign: "buildspec.yml",
    snippet: ({ language, commands, reports }, { subfolder }) => `# CodeBuild: buildspec.yml
version: 0.2
phases:
  install:
    runtime-versions:
      nodejs: ${NODE}
${runtimeOn(language)}  build:
    commands:
${[...into(subfolder), ...commands].map((command) => `      - ${command}`).join("\n")}
reports:
  fitness:
    files: [${reports.map((report) => path.posix.join(subfolder, report)).join(", ")}]
    file-format: JUNITXML
`,
  },
];

/** What the languages are called by, and in which version they are taken, in GitHub's actions, Debian's packages and CodeBuild. */
const LANGUAGES: Readonly<
  Record<Language, { readonly action: string; readonly packages: string | null; readonly runtime: string | null }>
> = {
  Python: {
    action: "actions/setup-python@v5\n        with:\n          python-version: 3.13",
    packages: "python3-pip python-is-python3",
    runtime: "python: 3.13",
  },
  Java: {
    action: "actions/setup-java@v4\n        with:\n          distribution: temurin\n          java-version: 21",
    packages: "default-jdk maven",
    runtime: "java: corretto21",
  },
  Go: {
    action: "actions/setup-go@v5\n        with:\n          go-version: stable",
    packages: "golang",
    runtime: "golang: latest",
  },
  ".NET": {
    action: "actions/setup-dotnet@v4\n        with:\n          dotnet-version: 8.x",
    packages: null,
    runtime: "dotnet: 8.0",
  },
};

function setupOn(language: Language | null): string {
  return language === null ? "" : `      - uses: ${LANGUAGES[language].action}\n`;
}

/** The image has Node; .NET comes by Microsoft's own script. */
function packagesOf(language: Language | null): readonly string[] {
  if (language === null) return [];
  const { packages } = LANGUAGES[language];
  if (packages !== null) return [`apt-get update -qq && apt-get install -y -qq ${packages}`];
  return ["curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 8.0", 'export PATH="$HOME/.dotnet:$PATH"'];
}

function runtimeOn(language: Language | null): string {
  return language === null ? "" : `      ${LANGUAGES[language].runtime}\n`;
}

function into(subfolder: string): readonly string[] {
  return subfolder === "" ? [] : [`cd ${subfolder}`];
}

/** `path: fitness.xml`, or a block of several. */
function listed(key: string, values: readonly string[]): string {
  const [only = "", ...others] = values;
  const block = [only, ...others].map((value) => `            ${value}`).join("\n");
  return others.length === 0 ? `          ${key}: ${only}` : `          ${key}: |\n${block}`;
}

export interface StepsRequest {
  readonly folder: string;
  readonly project: Pick<Project, "build" | "app">;
  /** Those of samconfig that deploy something; each is audited as it is deployed. */
  readonly environments: readonly string[];
  /** How the tool is called without being installed. */
  readonly runner: string;
}

/** The steps of a project, by the files in its folder. */
export function stepsOf({ folder, project, environments, runner }: StepsRequest): Steps {
  const { language, install, run } = toolchainOf(folder, project.app ?? null);
  const audit = existsSync(path.join(folder, "package.json")) ? `${run} fitness` : runner;
  const each = environments.length > 1 ? environments : [null];
  const reports = each.map((environment) => (environment === null ? "fitness.xml" : `fitness-${environment}.xml`));
  const audits = each.map((environment, index) => {
    const chosen = environment === null ? "" : ` --environment ${environment}`;
    return `${audit} check${chosen} --reporter human junit=${reports[index]}`;
  });
  // The command `cdk` is in the package aws-cdk; without a package.json it is not installed.
  const cdk = run === "npx --yes" ? "aws-cdk@2" : "cdk";
  const build =
    project.build === null ? [] : [project.build.replace(/^npx (cdk\b)?/, (_all, name) => `${run} ${name ? cdk : ""}`)];
  return { language, commands: [...install, ...build, ...audits], reports };
}

/** The snippets for the CI of the repository that the folder is in, as one text. */
export function pipelineSnippets(folder: string, steps: Steps): string {
  const root = repositoryAbove(folder);
  const inUse = pipelines.filter(({ sign }) => existsSync(path.join(root, sign)));
  const subfolder = path.relative(root, folder).split(path.sep).join("/");
  return (inUse.length > 0 ? inUse : pipelines).map(({ snippet }) => snippet(steps, { subfolder })).join("\n");
}

/** The nearest folder with a `.git`; the folder itself where there is none. */
function repositoryAbove(folder: string): string {
  for (let each = folder; ; each = path.dirname(each)) {
    if (existsSync(path.join(each, ".git"))) return each;
    if (path.dirname(each) === each) return folder;
  }
}
