// Requests of a live run without a usable response, because of the time limit or a service: the report covers less than the system.
import type { SystemFacts } from "../model/facts.ts";
import type { Answer, AskKind, Unseen, UnseenCause } from "../model/observed/ask.ts";
import { questionIn } from "../model/observed/observations.ts";

export interface Unanswered {
  /** `157 of 500 functions were not read: time limit 120 s`. */
  readonly message: string;
  readonly remedy: string | null;
  readonly missing: number;
  readonly asked: number;
}

/** These make a run inconclusive by themselves; for denied requests the check's severity decides. */
const CAUSES: readonly (UnseenCause | undefined)[] = ["cut-short", "no-answer"];

const NOUNS: Readonly<Record<AskKind, readonly [one: string, many: string]>> = {
  function: ["function", "functions"],
  aliases: ["function's aliases", "functions' aliases"],
  versions: ["function's versions", "functions' versions"],
  "event-invoke-config": ["asynchronous configuration", "asynchronous configurations"],
  "account-settings": ["account's limits", "accounts' limits"],
  "deployment-group": ["deployment group", "deployment groups"],
  deployments: ["deployment group's deployments", "deployment groups' deployments"],
  "deployment-configuration": ["deployment configuration", "deployment configurations"],
  alarm: ["alarm", "alarms"],
  metric: ["metric", "metrics"],
  "metric-history": ["metric's history", "metrics' histories"],
  tags: ["resource's tags", "resources' tags"],
};

interface Asked {
  readonly kind: AskKind;
  readonly answer: Answer;
}

/** By kind of request and cause; one entry if a run got no response at all. */
export function unansweredIn({ observations }: Pick<SystemFacts, "observations">): readonly Unanswered[] {
  const asked = [...(observations ?? [])].flatMap(([key, answer]): Asked[] => {
    const ask = questionIn(key);
    return ask === null ? [] : [{ kind: ask.kind, answer }];
  });
  const found = Object.keys(NOUNS).flatMap((kind) => ofKind(asked.filter((each) => each.kind === kind)));
  return found.length === 0 ? nothingAnswered(asked) : found;
}

function ofKind(asked: readonly Asked[]): readonly Unanswered[] {
  const [first] = asked;
  if (first === undefined) return [];
  return CAUSES.flatMap((cause) => {
    const missing = asked.flatMap(({ answer }) => (answer.state === "unseen" && answer.cause === cause ? [answer] : []));
    const [why] = missing;
    return why === undefined ? [] : [inWords(missing.length, asked.length, NOUNS[first.kind], why)];
  });
}

/** If every request was denied or failed, nothing was audited. */
function nothingAnswered(asked: readonly Asked[]): readonly Unanswered[] {
  const unseen = asked.flatMap(({ answer }) => (answer.state === "unseen" ? [answer] : []));
  const [why] = unseen;
  if (why === undefined || unseen.length < asked.length) return [];
  return [
    {
      message: `0 of ${asked.length} requests about the live system were answered: ${why.reason}`,
      remedy: why.remedy ?? null,
      missing: asked.length,
      asked: asked.length,
    },
  ];
}

function inWords(missing: number, asked: number, [one, many]: readonly [string, string], why: Unseen): Unanswered {
  const noun = asked === 1 ? one : many;
  const verb = missing === 1 ? "was" : "were";
  return {
    message: `${missing} of ${asked} ${noun} ${verb} not read: ${why.reason}`,
    remedy: why.remedy ?? null,
    missing,
    asked,
  };
}
