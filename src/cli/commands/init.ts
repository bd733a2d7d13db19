// fitness init: recognises the project, writes its first config with what the audit finds today, and shows the step for the CI.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { audit } from "../../audit/audit.ts";
import type { Baseline } from "../../audit/baseline/baseline.ts";
import type { AuditPolicy } from "../../audit/policy.ts";
import type { Report } from "../../audit/report.ts";
import { builtInChecks } from "../../checks/index.ts";
import { configsIn } from "../../config/discover.ts";
import { loadConfig } from "../../config/load.ts";
import type { Config } from "../../config/schema.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import { FitnessError, UsageError } from "../../errors.ts";
import type { SystemFacts } from "../../model/facts.ts";
import { asText, property } from "../../model/json.ts";
import { toolIdentity } from "../../package-root.ts";
import { defaultLimits } from "../../sources/source.ts";
import { readSamConfig } from "../../sources/template/samconfig.ts";
import { accept, BASELINE_FILE, baselineAt, writeBaseline } from "../baseline.ts";
import { paragraph } from "../failure.ts";
import { configText, type FirstConfig, proposedTags } from "../init/config-text.ts";
import { evidenceIn } from "../init/evidence.ts";
import { powertoolsNamespaces } from "../init/metric-namespaces.ts";
import { pipelineSnippets, stepsOf } from "../init/pipelines.ts";
import { findProjects, foldersWithProjects, type Project } from "../init/project.ts";
import { tagsInUse } from "../init/tags-in-use.ts";
import type { Io } from "../io.ts";
import { readSystem } from "../system.ts";
import { writeAtomically } from "../write-file.ts";

export interface InitOptions {
  readonly force?: true;
  /** Today's failures are accepted. */
  readonly baseline?: true;
}

const FILE = "fitness.config.json";

/** @returns the snippets for standard output */
export async function init({ force, baseline: isWanted }: InitOptions, io: Io): Promise<string> {
  const note = (text: string, remedy: string | null = null): unknown => io.stderr.write(paragraph(null, text, remedy));
  refuseOverwriting(io.cwd, force === true);
  const { projects, leftOut } = findProjects(io.cwd);
  const [project, ...others] = projects;
  if (project === undefined) throw nothingHere(io.cwd, leftOut);
  for (const what of leftOut) note(`not included: ${what}`);

  const now = new Date();
  const state = await stateOf(project, io, now);
  const manifest = path.join(io.cwd, "package.json");
  const isPackage = existsSync(manifest);
  const { name, version } = toolIdentity();
  const baseline = isWanted || (await isAskedFor(state, io)) ? await acceptedIn(state, io, now) : null;
  const text = configText({
    ...state,
    baseline: baseline?.file ?? null,
    evidence: evidenceIn(io.cwd, project.templates),
    namespaces: state.audited === null ? [] : powertoolsNamespaces(state.audited.facts),
    project,
    others,
    today: now.toISOString().slice(0, 10),
    schema: isPackage ? `./node_modules/${name}/schema/fitness.config.schema.json` : null,
  });
  writeAtomically(FILE, text, io.cwd, "config");

  const runner = `npx --yes ${name}@${version.split(".").slice(0, 2).join(".")}`;
  const steps = stepsOf({ folder: io.cwd, project, environments: environmentsOf(project, io), runner });
  note(
    `${FILE} is written for the ${project.kind} of ${project.sign}; ${outcome(state.report)}`,
    nextStep(state.report, project),
  );
  if (baseline !== null) note(`${baseline.file} accepts the current failures: only new or worse failures gate`);
  const isInstalled = isPackage && readFileSync(manifest, "utf8").includes(`"${name}"`);
  note(
    "the pipeline step follows",
    isPackage && !isInstalled ? `it needs the tool as a dependency: npm install --save-dev ${name}` : null,
  );
  return pipelineSnippets(io.cwd, steps);
}

function refuseOverwriting(cwd: string, force: boolean): void {
  const [existing] = configsIn(cwd).filter((name) => name !== FILE || !force);
  if (existing === undefined) return;
  const remedy = existing === FILE ? "use --force to replace it" : "remove it first: a folder can have only one config";
  throw new UsageError("a config already exists", { place: { file: existing }, remedy });
}

function nothingHere(cwd: string, [first]: readonly string[]): UsageError {
  const below = foldersWithProjects(cwd);
  const signs = "no cdk.json, no serverless.yml, no SAM or CloudFormation template";
  return new UsageError(`no known project in this folder: ${signs}${first === undefined ? "" : `; ${first}`}`, {
    remedy:
      below.length === 0
        ? "run it in the project folder, or audit a template by path: fitness check --template <path>"
        : `run it in a project folder: ${below.slice(0, 5).join(", ")}`,
  });
}

interface State extends Pick<FirstConfig, "tags" | "openParameters" | "report"> {
  /** What was audited and how; null where nothing could be read. */
  readonly audited: { readonly facts: SystemFacts; readonly policy: AuditPolicy } | null;
}

/** What the system is like today. What cannot be read yet is no reason not to begin. */
async function stateOf(project: Project, io: Io, now: Date): Promise<State> {
  try {
    const target = { template: [...project.templates] };
    const facts = await readSystem(await load(io.cwd, { target }), io, () => {});
    const tags = tagsInUse(facts);
    const options = proposedTags(tags);
    const checks = (options === null ? {} : { "required-tags": { options } }) as NonNullable<Config["checks"]>;
    const policy = withWrittenWaivers(await load(io.cwd, { target, checks }), facts);
    const run = { ...policy, now, tool: toolIdentity(), elapsedMs: () => 0 };
    return { tags, openParameters: openParameters(facts), report: audit(facts, run), audited: { facts, policy: run } };
  } catch (error) {
    if (!(error instanceof FitnessError)) throw error;
    const place = error.place === null ? "" : `${error.place.file}: `;
    return { tags: null, openParameters: [], report: `${place}${error.message}`, audited: null };
  }
}

/** Those of samconfig.toml: each deploys the template in its own way. */
function environmentsOf({ templates: [first] }: Project, { cwd }: Io): readonly string[] {
  try {
    const request = { cwd, environment: null, limits: defaultLimits };
    return readSamConfig(path.resolve(cwd, first), request)?.environments ?? [];
  } catch (error) {
    // What is wrong with it the audit has said already.
    if (error instanceof FitnessError) return [];
    throw error;
  }
}

/** On a terminal only. */
async function isAskedFor({ report }: State, io: Io): Promise<boolean> {
  if (io.ask === undefined || typeof report === "string" || report.summary.fail === 0) return false;
  const answer = await io.ask(
    `${outcome(report)}. Accept these failures in ${BASELINE_FILE}, so that only new or worse failures gate? [y/N] `,
  );
  return /^y(es)?$/i.test(answer.trim());
}

/** Written; null where there is nothing to accept. */
async function acceptedIn({ audited }: State, io: Io, now: Date): Promise<Baseline | null> {
  if (audited === null) return null;
  const { baseline } = await accept(audited.facts, audited.policy, baselineAt(BASELINE_FILE, io.cwd).before, now);
  if (baseline.accepted.length === 0) return null;
  writeBaseline(baseline, io.cwd);
  return baseline;
}

function load(cwd: string, config: Config) {
  return loadConfig({ cwd, file: null, checks: builtInChecks, commandLine: config });
}

/** Those that a deployment has to be given, but for what it looks up itself. */
function openParameters({ stacks }: SystemFacts): string[] {
  const open = stacks
    .filter(({ parent }) => parent === null)
    .flatMap(({ template, parameters }) =>
      Object.entries(template.Parameters).flatMap(([name, declared]) => {
        const isLookedUp = asText(property(declared, "Type")).startsWith("AWS::SSM::");
        return isLookedUp || parameters.has(name) || property(declared, "Default") !== undefined ? [] : [name];
      }),
    );
  return [...new Set(open)];
}

function outcome(report: Report | string): string {
  if (typeof report === "string") return `current failures are unknown: ${report}`;
  if (report.assessments.length === 0) return "it has no subjects for the checks yet";
  const { fail, unknown } = report.summary;
  const counts = [fail > 0 && `${fail} failed`, unknown > 0 && `${unknown} unknown`].filter(Boolean);
  return counts.length === 0 ? "all checks pass" : `its comments list the open findings: ${counts.join(", ")}`;
}

function nextStep(report: Report | string, { build }: Project): string {
  if (typeof report !== "string") return "`fitness check` shows it";
  const make = build === null ? "" : `run \`${build}\`, then `;
  return `${make}\`fitness init --force\` for a config that lists the failures`;
}
