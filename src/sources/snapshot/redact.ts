// A recording without what nobody else may see, and still the same system to every check.
import type { RecordedStack, Recording } from "../recording.ts";
import { withoutAccounts } from "./accounts.ts";
import { type HiddenValues, hiddenValues } from "./hidden-values.ts";
import { masked, withoutSignatures } from "./masking.ts";
import { type RedactedTemplate, redactTemplate } from "./redact-template.ts";
import { changeAnswers, changeTexts } from "./texts.ts";

export interface Redaction {
  /** Account ids are replaced by others, each by the same one everywhere. */
  readonly accounts: boolean;
}

/** Values of environment variables, code, values of NoEcho parameters and what is made of them are masked, signatures of URLs too. */
export async function redacted(recording: Recording, { accounts }: Redaction): Promise<Recording> {
  const hidden = await hiddenValues(recording);
  const templates = redactTemplates(recording.stacks);
  const ofHidden = (text: string): string => hidden.texts.get(text) ?? text;
  const whole: Recording = {
    ...recording,
    stacks: recording.stacks.map((stack) => redactStack(stack, templates.get(stack.name), ofHidden)),
    answers: changeAnswers(recording.answers, ofHidden, (name) => name),
  };
  const plain = changeTexts(whole, (text) => withoutSignatures(withoutValues(text, hidden)));
  return accounts ? withoutAccounts(plain) : plain;
}

/** What AWS hides as a parameter it shows in the names and settings that are made of it: no report of a live system repeats it. */
export async function withoutHiddenValues(recording: Recording): Promise<Recording> {
  const mayHide = recording.stacks.some(({ template }) => template.includes("NoEcho"));
  return mayHide ? redacted(recording, { accounts: false }) : recording;
}

/** What a nested stack takes as a secret is one in the template above it as well, where it is passed. */
function redactTemplates(stacks: readonly RecordedStack[]): ReadonlyMap<string, RedactedTemplate> {
  const templates = new Map<string, RedactedTemplate>();
  for (const stack of stacks.toReversed()) {
    const passed = stacks.flatMap(({ name, parent }) =>
      parent?.stack === stack.name ? [[parent.logicalId, templates.get(name)?.secrets ?? []] as const] : [],
    );
    templates.set(stack.name, redactTemplate(stack.template, stack.id, new Map(passed)));
  }
  return templates;
}

function redactStack(
  stack: RecordedStack,
  template: RedactedTemplate | undefined,
  ofHidden: (text: string) => string,
): RecordedStack {
  const parameters = Object.entries(stack.parameters).map(([name, value]) => [
    name,
    // Not masked in place: how long it is tells too much.
    template?.secrets.includes(name) === true ? REDACTED : ofHidden(value),
  ]);
  return {
    ...stack,
    template: template?.text ?? "",
    parameters: Object.fromEntries(parameters) as Record<string, string>,
    outputs: Object.fromEntries(Object.entries(stack.outputs).map(([name, value]) => [name, ofHidden(value)])),
  };
}

const REDACTED = "(redacted)";

/** A shorter one stands in many texts that have nothing to do with it. */
const SHORTEST = 6;

function withoutValues(text: string, { values }: HiddenValues): string {
  const long = [...values].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  return long.reduce((current, value) => current.replaceAll(value, masked(value)), text);
}
