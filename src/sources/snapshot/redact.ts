// A recording without secrets that gives the same results.
import { REDACTED, type RecordedStack, type Recording } from "../recording.ts";
import { withoutAccounts } from "./accounts.ts";
import { decidedConditions } from "./decided-conditions.ts";
import { type HiddenValues, hiddenValues } from "./hidden-values.ts";
import { masked, withoutSignatures } from "./masking.ts";
import { plainParameters } from "./plain-parameters.ts";
import { type RedactedTemplate, redactTemplate } from "./redact-template.ts";
import { changeAnswers, changeTexts } from "./texts.ts";

export interface Redaction {
  /** Account ids are replaced by others, each by the same one everywhere. */
  readonly accounts: boolean;
}

/** What a redaction took out, for a person. */
export interface Hidden {
  /** Scalars of templates. */
  readonly values: number;
  /** `Key`, `Token of stack shop-Nested`: each once. */
  readonly parameters: readonly string[];
}

export interface Redacted {
  readonly recording: Recording;
  readonly hidden: Hidden;
}

/** Values of environment variables, code, what CloudFormation marks write-only, values of secret parameters and what is made of them are masked, signatures of URLs too. */
export async function redacted(recording: Recording, { accounts }: Redaction): Promise<Redacted> {
  const templates = redactTemplates(recording.stacks, (stack) => (declared) => plainParameters(declared, stack));
  const whole = await mask(recording, templates);
  return { recording: accounts ? withoutAccounts(whole) : whole, hidden: hiddenBy(templates) };
}

/** What AWS hides as a parameter it shows in the names and settings that are made of it: no report of a live system repeats it. */
export async function withoutHiddenValues(recording: Recording): Promise<Recording> {
  const mayHide = recording.stacks.some(({ template }) => template.includes("NoEcho"));
  if (!mayHide) return recording;
  // What else is secret no report shows, and a live run shall not know less for it.
  return mask(
    recording,
    redactTemplates(recording.stacks, () => allOf),
  );
}

/** The values of parameters that are secret in a snapshot, long enough to be found in other texts. */
export function secretValues({ stacks }: Recording): readonly string[] {
  const templates = redactTemplates(stacks, (stack) => (declared) => plainParameters(declared, stack));
  const values = stacks.flatMap(({ name, parameters }) =>
    (templates.get(name)?.secrets ?? []).flatMap((each) => parameters[each] ?? []),
  );
  return [...new Set(values)].filter(({ length }) => length >= SHORTEST);
}

function allOf(declared: unknown): ReadonlySet<string> {
  return new Set(typeof declared === "object" && declared !== null ? Object.keys(declared) : []);
}

type Templates = ReadonlyMap<string, RedactedTemplate>;

async function mask(recording: Recording, templates: Templates): Promise<Recording> {
  const conditions = await decidedConditions(recording);
  const concealed = {
    ...recording,
    stacks: recording.stacks.map((stack) => conceal(stack, templates.get(stack.name)?.secrets ?? [], conditions)),
  };
  const hidden = await hiddenValues(recording, concealed);
  const ofHidden = (text: string): string => hidden.texts.get(text) ?? text;
  const whole: Recording = {
    ...concealed,
    stacks: concealed.stacks.map((stack) => redactStack(stack, templates.get(stack.name)?.text ?? "", ofHidden)),
    answers: changeAnswers(recording.answers, ofHidden, (name) => name),
  };
  return changeTexts(whole, (text) => withoutSignatures(withoutValues(text, hidden)));
}

/** What a nested stack takes as a secret is one in the template above it as well, where it is passed. */
function redactTemplates(
  stacks: readonly RecordedStack[],
  plainOf: (stack: RecordedStack) => Parameters<typeof redactTemplate>[2]["plainIn"],
): Templates {
  const templates = new Map<string, RedactedTemplate>();
  for (const stack of stacks.toReversed()) {
    const passed = stacks.flatMap(({ name, parent }) =>
      parent?.stack === stack.name ? [[parent.logicalId, templates.get(name)?.secrets ?? []] as const] : [],
    );
    templates.set(stack.name, redactTemplate(stack.template, stack.id, { passed: new Map(passed), plainIn: plainOf(stack) }));
  }
  return templates;
}

function hiddenBy(templates: Templates): Hidden {
  const all = [...templates];
  const parameters = all.flatMap(([stack, { secrets }]) =>
    secrets.map((name) => (all.length === 1 ? name : `${name} of stack ${stack}`)),
  );
  return { values: all.reduce((sum, [, { values }]) => sum + values, 0), parameters };
}

/** Without the values of these parameters; what they decide stays decided. */
function conceal(
  stack: RecordedStack,
  secrets: readonly string[],
  conditions: Awaited<ReturnType<typeof decidedConditions>>,
): RecordedStack {
  const given = Object.keys(stack.parameters).filter((name) => secrets.includes(name));
  const own = conditions.get(stack.name) ?? {};
  return {
    ...stack,
    parameters: { ...stack.parameters, ...Object.fromEntries(given.map((name) => [name, REDACTED])) },
    ...(given.length === 0 || Object.keys(own).length === 0 ? {} : { conditions: own }),
  };
}

function redactStack(stack: RecordedStack, template: string, ofHidden: (text: string) => string): RecordedStack {
  const change = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, ofHidden(value)]));
  return { ...stack, template, parameters: change(stack.parameters), outputs: change(stack.outputs) };
}

/** A shorter one occurs in many unrelated texts. */
const SHORTEST = 6;

function withoutValues(text: string, { values }: HiddenValues): string {
  const long = [...values].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  return long.reduce((current, value) => current.replaceAll(value, masked(value)), text);
}
