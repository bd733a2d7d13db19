// The matcher `toBeFit`, for any test runner whose `expect` can be extended: it audits what a test made, by the project's own config.
import type { Report } from "../../audit/report.ts";
import type { Check } from "../../checks/define-check.ts";
import { builtInChecks } from "../../checks/index.ts";
import { gatherFacts } from "../../cli/facts.ts";
import type { Io } from "../../cli/io.ts";
import { fileEnvironment } from "../../cli/io.ts";
import { configError } from "../../config/complaint.ts";
import { loadConfig } from "../../config/load.ts";
import { type Config, configSchema } from "../../config/schema.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import type { Json } from "../../model/json.ts";
import { toolIdentity } from "../../package-root.ts";
import { auditWithPlugins } from "../../plugins/audit-with-plugins.ts";
import human from "../../reporters/human.ts";

/** What a config says for all of the project, for this one system. */
export interface FitOptions
  extends Omit<Config, "$schema" | "extends" | "plugins" | "environments" | "target" | "history" | "reporters"> {
  /** The file of the config; null: the preset `recommended`. Without it the nearest fitness.config.* upwards. */
  readonly config?: string | null;
  readonly environment?: string;
}

/**
 * A `Template` of aws-cdk-lib/assertions, an `App` or `Stage` of the CDK, what its `synth()` returns, a template as an object, or the
 * path to a template, a SAM file, or a CDK assembly.
 */
export type Auditable =
  | string
  | { readonly Resources: object }
  | { toJSON(): unknown }
  | { readonly directory: string }
  | { synth(): { readonly directory: string } };

export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** @throws FitnessError for what cannot be read or audited as a whole: neither fit nor not fit */
export async function toBeFit(
  this: { readonly isNot?: boolean } | undefined,
  received: Auditable,
  options: FitOptions = {},
): Promise<MatcherResult> {
  const report = await auditOf(received, options);
  const [unread] = report.unread;
  if (unread !== undefined) throw new Error(`${unread.file}: ${unread.message}`);
  const text = human(report, { ...fileEnvironment, verbose: false });
  // What is inconclusive is neither: `toBeFit` and `not.toBeFit` fail.
  const pass = this?.isNot === true ? report.verdict !== "degraded" : report.verdict === "fit";
  const expectation = this?.isNot === true ? "not to be fit" : "to be fit";
  return { pass, message: () => `expected the system ${expectation}\n\n${text}` };
}

async function auditOf(received: Auditable, { config: file, environment, ...commandLine }: FitOptions): Promise<Report> {
  const now = new Date();
  const began = performance.now();
  const source = sourceOf(received);
  const closers: (() => void)[] = [];
  try {
    const config = await loadConfig({
      cwd: process.cwd(),
      file,
      environment,
      environmentElsewhere: true,
      checks: builtInChecks,
      commandLine: {
        ...(source.text === null ? {} : { stackName: "Template" }),
        ...commandLine,
        target: { template: source.path },
      },
      atEnd: (close) => void closers.push(close),
    });
    refuseUnknown(commandLine, config.checks);
    const io = ioFor(source.text);
    const { facts, broken } = await gatherFacts(config, { io, now, quiet: true, note: () => {} });
    const run = { broken, now, tool: toolIdentity(), elapsedMs: () => Math.round(performance.now() - began) };
    const report = await auditWithPlugins(facts, { ...withWrittenWaivers(config, facts), ...run });
    return source.text === null ? report : { ...report, source: { ...report.source, locator: "Template" } };
  } finally {
    for (const close of closers) close();
  }
}

/** @throws FitnessError for a key, check or option that does not exist */
function refuseUnknown(options: Config, checks: readonly Check[]): void {
  const schema = configSchema({ checks, open: false });
  const parsed = schema.safeParse(options);
  const placeOf = () => ({ file: "the options of toBeFit" });
  if (!parsed.success) throw configError(parsed.error, { value: options as Json, schema, placeOf });
}

interface Source {
  /** `-` where there is a text. */
  readonly path: string;
  readonly text: string | null;
}

/** @throws TypeError for what is no system */
function sourceOf(received: Auditable): Source {
  if (typeof received === "string") return { path: received, text: null };
  const made = Object(received) as Readonly<Record<string, unknown>>;
  if (typeof made["synth"] === "function") return sourceOf(made["synth"].call(received) as Auditable);
  if (typeof made["directory"] === "string") return { path: made["directory"], text: null };
  const template: unknown = typeof made["toJSON"] === "function" ? made["toJSON"].call(received) : received;
  if (typeof Object(template).Resources === "object") return { path: "-", text: JSON.stringify(template, null, 2) };
  throw new TypeError("toBeFit takes a CDK Template, App, Stage or assembly, a template as an object, or the path to a template");
}

function ioFor(text: string | null): Io {
  const silent = { write: () => true, isTTY: false };
  return {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    stdout: silent,
    stderr: silent,
    readStandardInput: async () => Buffer.from(text ?? ""),
  };
}
