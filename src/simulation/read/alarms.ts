// The alarms of a scenario: those that a deployment group watches, and below composite ones their members, each once.
import type { AlarmNode, RollbackAlarm } from "../../model/alarms/alarm.ts";
import { membersOf, parseComposition } from "../../model/alarms/composition.ts";
import { attempt, Refusal } from "../../model/alarms/math/refusal.ts";
import type { Resource } from "../../model/resource.ts";
import { missingInWords } from "../../model/system.ts";
import { known, type Unresolved } from "../../model/value.ts";
import { queriesOf } from "../../model/watching/watching.ts";
import type { AlarmRule, CompositeRule, NotSimulated, ScenarioAlarm } from "../scenario.ts";
import { type Findings, noFindings, type Reading, type Watched } from "./reading.ts";
import { thresholdRuleOf } from "./threshold-rule.ts";

export interface ReadAlarm extends ScenarioAlarm {
  /** For a person. */
  readonly name: string;
  /** No template has it: it is tried. */
  readonly isNew?: boolean;
  /** It is not simulated, and tried with missing data that is not breaching. */
  readonly ignoresSilence?: boolean;
  /** null if it is not in the audited stacks or is unknown. */
  readonly alarm: AlarmNode | null;
  /** Set where it is not simulated for an unknown input. */
  readonly doubt: Unresolved | null;
  readonly assumptions: readonly string[];
  /** What it watches, as far as it was read. */
  readonly watched: readonly Watched[];
  /** Everything that must exist for it, itself first. */
  readonly walked: readonly Resource[];
}

type Entry = Pick<RollbackAlarm, "name" | "alarm">;

/** How an unknown reference is shown. */
const NAMELESS = "${…}";

/** @returns the watched ones first, in the order of their list; entries that certainly do not exist are omitted. */
export function readAlarms(entries: readonly Entry[], reading: Reading): readonly ReadAlarm[] {
  const list = new AlarmList(reading);
  for (const entry of entries) list.watch(entry);
  return list.read();
}

/** Why an alarm is not simulated, of itself or of the members that it is composed of: what may be decided first. */
export function doubtOf(alarms: readonly ReadAlarm[], place: number): Unresolved | null {
  const seen = new Set<number>();
  const doubts = (at: number): readonly Unresolved[] => {
    const alarm = alarms[at];
    if (alarm === undefined || seen.has(at)) return [];
    seen.add(at);
    const below = alarm.rule.kind === "composite" ? [...alarm.rule.members.values()].flatMap(doubts) : [];
    return alarm.doubt === null ? below : [alarm.doubt, ...below];
  };
  const found = doubts(place);
  return found.find(({ undecided }) => undecided.length > 0) ?? found[0] ?? null;
}

/** The alarm's own walk, and those of its members. */
export function walkOf(alarms: readonly ReadAlarm[], place: number, seen = new Set<number>()): readonly Resource[] {
  const alarm = alarms[place];
  if (alarm === undefined || seen.has(place)) return [];
  seen.add(place);
  const below = alarm.rule.kind === "composite" ? [...alarm.rule.members.values()] : [];
  return [...alarm.walked, ...below.flatMap((member) => walkOf(alarms, member, seen))];
}

class AlarmList {
  readonly #reading: Reading;
  readonly #entries: { readonly name: string; readonly target: RollbackAlarm["alarm"]; readonly isWatched: boolean }[] = [];
  readonly #places = new Map<AlarmNode, number>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  watch({ name, alarm }: Entry): void {
    if (alarm.state === "missing" || alarm.state === "absent") return;
    if (alarm.state === "known" && this.#places.has(alarm.value)) return;
    this.#add(name, alarm, true);
  }

  /** Members are added behind, while the list is being read. */
  read(): readonly ReadAlarm[] {
    const found: ReadAlarm[] = [];
    for (let place = 0; place < this.#entries.length; place += 1) {
      const entry = this.#entries[place];
      if (entry !== undefined) found.push(this.#readOne(entry.name, entry.target, entry.isWatched));
    }
    return found;
  }

  #add(name: string, target: RollbackAlarm["alarm"], isWatched: boolean): number {
    const place = this.#entries.push({ name, target, isWatched }) - 1;
    if (target.state === "known") this.#places.set(target.value, place);
    return place;
  }

  #readOne(name: string, target: RollbackAlarm["alarm"], isWatched: boolean): ReadAlarm {
    const findings = noFindings();
    const alarm = target.state === "known" ? target.value : null;
    const rule = attempt(() => this.#ruleOf(target, findings));
    const refusal = rule instanceof Refusal ? rule : null;
    return {
      name: alarm?.resource.label ?? (name === NAMELESS ? "one of its alarms" : name),
      alarm,
      isWatched,
      rule: rule instanceof Refusal ? notSimulated(rule) : rule,
      doubt: refusal?.doubt ?? null,
      assumptions: [...findings.assumptions],
      watched: findings.watched,
      walked: [...(alarm === null ? [] : [alarm.resource]), ...findings.walked],
    };
  }

  #ruleOf(target: RollbackAlarm["alarm"], findings: Findings): AlarmRule {
    if (target.state === "unresolved") throw new Refusal(target.reason, target);
    if (target.state === "missing") throw new Refusal(`names ${missingInWords(target)}`);
    if (target.state !== "known") throw new Refusal("is not defined in the audited stacks; also audit the stack that defines it");
    const alarm = target.value;
    if (alarm.kind === "log") throw new Refusal("is a LogAlarm, whose query is not simulated");
    if (alarm.kind === "composite") return this.#compositeRuleOf(alarm, findings);
    const rule = attempt(() => thresholdRuleOf(alarm, this.#reading, findings));
    if (!(rule instanceof Refusal)) return rule;
    return elsewhereRuleOf(alarm, this.#reading, findings) ?? rethrow(rule);
  }

  #compositeRuleOf(alarm: AlarmNode, findings: Findings): CompositeRule {
    const { model } = this.#reading;
    const { composition: written } = alarm;
    if (written.state === "unresolved") throw new Refusal(`its AlarmRule ${written.reason}`, written);
    const text = written.state === "known" ? written.value : "";
    const composition = parseComposition(text);
    const doubt = composition === null ? model.system.resolver.unknownIn(text) : null;
    if (doubt !== null) throw new Refusal(`its AlarmRule ${doubt.reason}`, doubt);
    if (composition === null) throw new Refusal("has an unsupported AlarmRule");
    findings.assumptions.add(
      `CodeDeploy also polls composite alarms such as ${alarm.resource.label}, which AWS does not document`,
    );
    if (isInCircle(alarm, this.#reading))
      return silent(findings, "is part of a cycle of composite alarms, which CloudWatch does not evaluate");
    const members = new Map(membersOf(composition).map((member) => [member, this.#placeOf(member, alarm)]));
    return { kind: "composite", composition, members };
  }

  #placeOf(member: string, composite: AlarmNode): number {
    const { model } = this.#reading;
    const target = model.alarmIndex.find(known(member), composite.resource);
    const existing = target.state === "known" ? this.#places.get(target.value) : undefined;
    return existing ?? this.#add(model.system.symbols.display(member), target, false);
  }
}

function rethrow(refusal: Refusal): never {
  throw refusal;
}

function notSimulated({ message }: Refusal): NotSimulated {
  return { kind: "not-simulated", reason: message };
}

/** An alarm that stays as it is, whatever is deployed. */
function silent({ watched }: Findings, what: string): CompositeRule {
  watched.push({ feed: { kind: "healthy" }, what });
  return { kind: "composite", composition: { kind: "constant", value: false }, members: new Map() };
}

/** Of an alarm that is only about what is not being deployed: the deployment of a broken version does not change it. */
function elsewhereRuleOf(alarm: AlarmNode, reading: Reading, findings: Findings): CompositeRule | null {
  if (alarm.series.state !== "known" || alarm.series.value.length === 0 || queriesOf(alarm).length > 0) return null;
  const coverages = alarm.series.value.map((series) => reading.coverageOf(series, alarm));
  if (!coverages.every(({ level, because }) => level === "nothing" && because === null)) return null;
  const [first] = coverages;
  findings.watched.length = 0;
  return silent(findings, first?.what ?? "");
}

/** CloudWatch stops evaluating a composite alarm whose way down comes back to where it was: API_PutCompositeAlarm. */
function isInCircle(alarm: AlarmNode, { model }: Reading): boolean {
  const above = new Set<AlarmNode>();
  const done = new Set<AlarmNode>();
  const visit = (node: AlarmNode): boolean => {
    if (above.has(node)) return true;
    if (done.has(node)) return false;
    above.add(node);
    const composition = node.composition.state === "known" ? parseComposition(node.composition.value) : null;
    const below = (composition === null ? [] : membersOf(composition)).flatMap((member) => {
      const target = model.alarmIndex.find(known(member), node.resource);
      return target.state === "known" ? [target.value] : [];
    });
    const isCircle = below.some(visit);
    above.delete(node);
    done.add(node);
    return isCircle;
  };
  return visit(alarm);
}
