// serverless-fitness/cdk: a validation plug-in of the CDK. `cdk synth` fails for what `fitness check --template cdk.out` fails for.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Report, reportSchema } from "../audit/report.ts";
import { findConfig } from "../config/discover.ts";
import type { Config } from "../config/schema.ts";
import { packageRoot, toolIdentity } from "../package-root.ts";
import { acknowledgementsIn } from "./cdk/acknowledgements.ts";
import { assemblyOf, scopesAcknowledgements, stackCount } from "./cdk/assembly.ts";
import type {
  StackTemplate,
  ValidationContext,
  ValidationReport,
  ViolatingResource,
  ViolatingResourceOfBeta,
} from "./cdk/validation.ts";
import { failedReport, validationReport } from "./cdk/violations.ts";

export type { ValidationContext, ValidationReport } from "./cdk/validation.ts";

export interface FitnessValidationProps {
  /** The file of the config; without it the nearest fitness.config.* upwards from the working directory, else `recommended`. */
  readonly config?: string;
  /** An entry of the config's `environments`. */
  readonly environment?: string;
}

/** `Validations.of(app).addPlugins(new FitnessValidation())`, or in `policyValidationBeta1` of an older CDK. */
export class FitnessValidation {
  readonly name = "serverless-fitness";
  readonly version = toolIdentity().version;
  readonly #props: FitnessValidationProps;

  constructor(props: FitnessValidationProps = {}) {
    this.#props = props;
  }

  /** Never throws: an audit that could not be run is a violation, too. */
  validate(context: ValidationContext & { readonly stackTemplates: readonly StackTemplate[] }): ValidationReport;
  validate(context: ValidationContext): ValidationReport<ViolatingResourceOfBeta>;
  validate({ templatePaths, stackTemplates, appConstruct }: ValidationContext): ValidationReport<ViolatingResource> {
    const stacks = stackTemplates ?? templatePaths.map(betaStack);
    const shown = { stacks, isBeta: stackTemplates === undefined, dropped: new Set<string>() };
    try {
      const assembly = assemblyOf(templatePaths);
      const paths = stacks.map(({ stackConstructPath }) => stackConstructPath);
      const { checks, waivers } = acknowledgementsIn(appConstruct, paths);
      const select = templatePaths.length < stackCount(assembly) ? { select: paths } : {};
      const report = this.#audit(assembly, { extends: [extendedBy(this.#props)], waivers, ...select });
      if (report.assessments.length === 0) return failedReport("no check found a subject in these stacks", shown);
      return validationReport(report, scopesAcknowledgements(assembly) ? shown : { ...shown, dropped: checks });
    } catch (error) {
      return failedReport(`the audit could not be run: ${error instanceof Error ? error.message : String(error)}`, shown);
    }
  }

  /** In a process of its own: the CDK waits for an answer, and reading an assembly is asynchronous. */
  #audit(assembly: string, config: Config): Report {
    const folder = mkdtempSync(path.join(tmpdir(), "fitness-cdk-"));
    try {
      const file = path.join(folder, "fitness.config.json");
      const output = path.join(folder, "report.json");
      // A synthesis is no run that a history should have.
      writeFileSync(file, JSON.stringify({ ...config, history: path.join(folder, "history") }));
      const { environment } = this.#props;
      const named = environment === undefined ? [] : ["--environment", environment];
      const args = ["check", "--template", assembly, "--config", file, "--reporter", `json=${output}`, "--quiet", ...named];
      const run = spawnSync(process.execPath, [path.join(packageRoot(), "bin", "fitness.js"), ...args], {
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1", GITHUB_STEP_SUMMARY: "" },
      });
      if (run.status === null || run.status === 2)
        throw new Error(run.stderr.trim() || `the audit was ended: ${run.error?.message ?? run.signal}`);
      return reportSchema.parse(JSON.parse(readFileSync(output, "utf8")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** A preset, or a path. */
function extendedBy({ config }: FitnessValidationProps): string {
  return config === undefined ? (findConfig(process.cwd()) ?? "recommended") : path.resolve(config);
}

/** Its construct path is not given: the name of the template is that of the stack's artifact. */
function betaStack(templatePath: string): StackTemplate {
  return { stackConstructPath: path.basename(templatePath).replace(/\.template\.json$/, ""), templatePath };
}
