// Recordings of small live systems, written in the tests and fixtures that ask about them: what nobody says has a plain default.
import { isObject, type Json, property } from "../src/model/json.ts";
import { type Answer, type Ask, keyOf, type Unseen } from "../src/model/observed/ask.ts";
import type { RecordedResource, RecordedStack, Recording } from "../src/sources/recording.ts";

export const REGION = "eu-west-1";
export const ACCOUNT = "111111111111";

export interface LooseStack extends Omit<Partial<RecordedStack>, "template" | "resources"> {
  /** Text, or the template itself. */
  readonly template: string | object;
  /** Logical id → physical id; by default each resource of the template is there, with its name or logical id as physical id. */
  readonly resources?: readonly RecordedResource[] | Readonly<Record<string, string | null>>;
}

/** A question and what was seen, or why it was not. */
export type LooseAnswer = { readonly ask: Ask } & (
  | { readonly seen: unknown }
  | ({ readonly unseen: string; readonly action?: string } & Pick<Unseen, "cause" | "remedy">)
);

export interface LooseRecording extends Omit<Partial<Recording>, "stacks" | "answers"> {
  readonly stacks: readonly LooseStack[];
  readonly answers?: readonly LooseAnswer[];
}

/** A whole recording: of stack `shop` in eu-west-1, taken at 2026-11-22T10:00:00Z, unless it says otherwise. */
export function recordingOf({ stacks, answers = [], ...more }: LooseRecording): Recording {
  const whole = stacks.map(stackOf);
  return {
    version: 1,
    takenAt: "2026-11-22T10:00:00.000Z",
    locator: whole[0]?.name ?? "shop",
    notes: [],
    ...more,
    stacks: whole,
    answers: Object.fromEntries(answers.map((answer) => [keyOf(answer.ask), answerOf(answer)])),
  };
}

function answerOf(answer: LooseAnswer): Answer {
  if ("seen" in answer) return { state: "seen", value: answer.seen as never };
  const { unseen: reason, action = null, cause, remedy } = answer;
  return { state: "unseen", reason, action, ...(cause && { cause }), ...(remedy && { remedy }) };
}

function stackOf({ template, resources, ...more }: LooseStack): RecordedStack {
  const { name = "shop", region = REGION, account = ACCOUNT } = more;
  const text = typeof template === "string" ? template : JSON.stringify(template, null, 2);
  return {
    name,
    id: `arn:aws:cloudformation:${region}:${account}:stack/${name}/00000000-0000-0000-0000-000000000000`,
    region,
    account,
    status: "UPDATE_COMPLETE",
    statusReason: null,
    parameters: {},
    tags: {},
    outputs: {},
    parent: null,
    ...more,
    template: text,
    resources: Array.isArray(resources) ? resources : resourcesOf(text, resources as Record<string, string | null> | undefined),
  };
}

function resourcesOf(text: string, physicalIds: Readonly<Record<string, string | null>> | undefined): RecordedResource[] {
  const declared = property(JSON.parse(text) as Json, "Resources");
  return Object.entries(isObject(declared) ? declared : {}).flatMap(([logicalId, body]) => {
    if (physicalIds !== undefined && !Object.hasOwn(physicalIds, logicalId)) return [];
    const physicalId = physicalIds === undefined ? namedBy(logicalId, body) : (physicalIds[logicalId] ?? null);
    return [{ logicalId, physicalId, type: String(property(body, "Type")), status: "CREATE_COMPLETE" }];
  });
}

/** `FunctionName` of a function, `AlarmName` of an alarm of any kind. */
function namedBy(logicalId: string, body: Json | undefined): string {
  const kind = String(property(body, "Type")).split("::").at(-1);
  const names = [`${kind}Name`, "AlarmName"].map((name) => property(property(body, "Properties"), name));
  return names.find((name) => typeof name === "string") ?? logicalId;
}
