// fitness explain: why a check exists, how it decides, its options, examples and the fix; for a subject, the walk.
import type { CheckSettings } from "../../audit/policy.ts";
import type { Check } from "../../checks/define-check.ts";
import { describeOptions } from "../../config/describe-options.ts";
import { UsageError } from "../../errors.ts";
import { findCheck } from "../choose-checks.ts";
import { configFor, configForSystem, noteTo } from "../config.ts";
import { type Io, streamEnvironment } from "../io.ts";
import { observerFor } from "../observe.ts";
import { type SourceOptions, sourceLayer } from "../options.ts";
import { packagedText } from "../package.ts";
import { type Pen, penFor } from "../pen.ts";
import { proseLines } from "../prose.ts";
import { readSystem } from "../system.ts";
import { explainSubject } from "./explain-subject.ts";

export interface ExplainOptions extends SourceOptions {
  readonly subject?: string;
  readonly color: boolean;
}

/** @returns the text for standard output */
export async function explain(id: string, options: ExplainOptions, io: Io): Promise<string> {
  const load = options.subject === undefined ? configFor : configForSystem;
  const config = await load(options, io, sourceLayer(options), options.subject === undefined ? [] : [id]);
  const check = findCheck(config.checks, id, "the command line");
  const look = streamEnvironment(io.stdout, io, options.color);
  const pen = penFor(look);
  if (options.subject !== undefined) {
    const { observe, broken } = observerFor({ ...config, checks: [check] });
    const facts = await readSystem(config, io, noteTo(io, undefined), { observe });
    return explainSubject({ check, config, facts, broken, glob: options.subject, pen });
  }
  const source = (["template", "stack", "snapshot"] as const).find((name) => options[name] !== undefined);
  if (source !== undefined) {
    throw new UsageError(`--${source} needs --subject`, {
      remedy: "add --subject with a glob, for example --subject '**'",
    });
  }
  const parts = [
    header(check, config.baseSettings.get(check.id), pen),
    proseLines(check.explanation ?? packagedText("src", "checks", `${check.id}.md`) ?? "", pen, look.width),
    optionLines(check, pen),
  ];
  return `${parts.flatMap((part) => (part.length === 0 ? [] : [part.join("\n")])).join("\n\n")}\n`;
}

function header(check: Check, settings: CheckSettings | undefined, { chalk, shown }: Pen): string[] {
  const { characteristic, scope, cadence, needs, subjects, severity } = check;
  const now = settings?.severity ?? "off";
  const severities = now === severity ? severity : `${now} in this config, ${severity} by default`;
  return [
    `${chalk.bold(check.id)}: ${shown(check.title)}`,
    chalk.dim(shown(`${characteristic}, ${scope}, ${cadence}; assesses: ${subjects}; needs: ${needs}; severity: ${severities}`)),
  ];
}

function optionLines(check: Check, { chalk, shown }: Pen): string[] {
  const lines = describeOptions(check).flatMap(({ name, type, fallback, required, description }) => {
    const presence = required ? "required" : fallback === null ? "not set" : `default ${fallback}`;
    return [`  ${chalk.bold(shown(name))}: ${shown(`${type}, ${presence}`)}`, `    ${shown(description)}`];
  });
  return lines.length === 0 ? [] : [chalk.bold("Options"), ...lines];
}
