// The effects of an alarm that enters ALARM: of its actions and of what uses its state.

import type { WithFunctions } from "../functions/function.ts";
import type { WithTopics } from "../messages/topic.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import type { AlarmNode } from "./alarm.ts";
import { type ActionEnd, endOfAction, type TopicLack } from "./alarm-action.ts";
import { type AlarmUse, type AlarmUseSources, linkAlarmUses } from "./alarm-use.ts";
import { type Mute, muteOf } from "./mute-rule.ts";

/** What the answers are read from. */
type Linked = AlarmUseSources & WithFunctions & WithTopics;

export interface Way {
  /** Completes "the alarm …". */
  readonly what: string;
  readonly path: readonly Resource[];
}

/** An action that leads nowhere. */
export interface DeadEnd extends Way {
  /** Why its topic does not notify a subscriber; absent where it names no topic. */
  readonly lacks?: TopicLack;
}

export interface Wiring {
  /** Actions that notify a subscriber or have an effect; those that certainly exist first. */
  readonly ways: readonly Way[];
  /** Actions that lead nowhere. */
  readonly dead: readonly DeadEnd[];
  readonly doubt: Doubt | null;
  /** Its own actions never run. */
  readonly isOff: boolean;
  /** The mute rule that is active all day; null where none is. */
  readonly mute: Way | null;
  /** Topics without a subscription in the audited stacks that other stacks can refer to. */
  readonly handedOut: readonly HandedOut[];
}

interface Doubt {
  readonly because: Unresolved;
  readonly path: readonly Resource[];
  /** What may be wrong; absent where it is the actions or the users themselves. */
  readonly about?: "mute rule" | "switch" | TopicLack;
}

export interface HandedOut {
  readonly topic: Resource;
  /** `output Alerts of stack Shop`. */
  readonly how: string;
}

export interface WiringIndex {
  of(alarm: AlarmNode): Wiring;
}

/** @param now in milliseconds since the epoch: mute rules have a start and an end */
export function linkWiring(model: Linked, now: number): WiringIndex {
  const uses = linkAlarmUses(model);
  return { of: (alarm) => wiringOf(alarm, uses.of(alarm), muteOf(alarm, model, now), model) };
}

function wiringOf(
  alarm: AlarmNode,
  uses: readonly AlarmUse[],
  mute: Mute | null,
  model: WithFunctions & WithSystem & WithTopics,
): Wiring {
  const { actions, actionsEnabled } = alarm;
  const isOff = actionsEnabled.state === "known" && !actionsEnabled.value;
  const isOn = actionsEnabled.state === "known" && actionsEnabled.value && mute === null;
  const nodes = actions.state === "known" && !isOff && mute?.kind !== "muted" ? actions.value : [];
  const ends = nodes.map((action) => endOfAction(action, alarm, model));
  const reaching = isOn ? ends.flatMap((end): Way[] => (end.kind === "reaches" ? [end] : [])) : [];
  const used = uses.flatMap((use): Way[] =>
    use.kind === "used" ? [{ what: use.what, path: use.by === null ? [] : [use.by] }] : [],
  );
  return {
    ways: [...reaching, ...used].sort((a, b) => openness(a) - openness(b)),
    dead: ends.flatMap((end): DeadEnd[] => (end.kind === "nobody" ? [end] : [])),
    doubt: doubtOf(alarm, ends, uses, mute),
    isOff,
    mute: mute?.kind === "muted" ? { what: mute.what, path: [mute.rule] } : null,
    handedOut: ends.flatMap((end) => (end.kind === "handed out" ? [end] : [])),
  };
}

function openness({ path }: Way): number {
  return path.every(({ presence }) => presence.state === "known") ? 0 : 1;
}

/** What decides whether it leads anywhere; preferably something of which the outcomes can be tried. */
function doubtOf(
  { actionsEnabled, actions }: AlarmNode,
  ends: readonly ActionEnd[],
  uses: readonly AlarmUse[],
  mute: Mute | null,
): Doubt | null {
  const isWorthEnabling = ends.some(({ kind }) => kind !== "nobody");
  const doubts: Doubt[] = [
    ...(mute?.kind === "unresolved" && isWorthEnabling
      ? [{ because: mute.because, path: [mute.rule], about: "mute rule" as const }]
      : []),
    ...(actionsEnabled.state === "unresolved" && isWorthEnabling
      ? [{ because: actionsEnabled, path: [], about: "switch" as const }]
      : []),
    ...(actions.state === "unresolved" ? [{ because: actions, path: [] }] : []),
    ...ends.flatMap((end): Doubt[] => {
      if (end.kind !== "unresolved") return [];
      return [{ because: end.doubt, path: end.path, ...(end.lacks === undefined ? {} : { about: end.lacks }) }];
    }),
    ...uses.flatMap((use) => (use.kind === "unresolved" ? [{ because: use.doubt, path: [use.by] }] : [])),
  ];
  return doubts.find(({ because }) => because.undecided.length > 0) ?? doubts[0] ?? null;
}
