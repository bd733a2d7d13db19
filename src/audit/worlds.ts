// The system in each of its worlds, linked on demand, and the results of a check there.
import type { Assessment, Evidence, Subject } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import type { Model } from "../model/model.ts";
import { Resource } from "../model/resource.ts";
import type { System } from "../model/system.ts";
import { baseWorld, type World, worldKey } from "../model/world.ts";
import { type Answer, settle, type WorldResult } from "./cases.ts";
import { doubtsOf } from "./doubts.ts";
import { probed } from "./probing.ts";
import type { Suppose } from "./reliance.ts";
import { type MeasuredBeforeOf, runCheck, subjectKey } from "./run-check.ts";

/** Resources that one check may have linked or looked at again, over all worlds: a bound on time that no clock decides. */
const WORK = 60_000;
/** The same for worlds in which a parameter has another value than the one it has. */
const SUPPOSED = 6_000;
/** So many worlds anyway. */
const FEWEST = 12;
/** Resources of linked worlds that are kept for the next check. */
const KEPT = 30_000;

export class Worlds {
  /** The world in which nothing is decided. */
  readonly base: Model;
  readonly #facts: SystemFacts;
  readonly #includeInfrastructure: boolean;
  readonly #size: number;
  readonly #models = new Map<string, Model>();

  constructor(facts: SystemFacts, includeInfrastructure: boolean) {
    this.#facts = facts;
    this.#includeInfrastructure = includeInfrastructure;
    this.base = link(facts, { includeInfrastructure });
    this.#size = Math.max(1, this.base.resources.length);
  }

  /** A check's assessments, each as all worlds agree on it. */
  assess(check: Check, options: unknown, runAt: number, measuredBefore: MeasuredBeforeOf = () => null): readonly Assessment[] {
    const { takenAt } = this.#facts;
    const now = takenAt === undefined ? runAt : Date.parse(takenAt);
    let left = Math.max(FEWEST, Math.floor(WORK / this.#size));
    const asked = new Map<string, WorldResult>();
    const tell = (model: Model): WorldResult => {
      const answers = this.#answers(runCheck(check, model, options, now, measuredBefore));
      return { answers, open: model.system.resolver.open(), has: (subject) => exists(subject, model.system) };
    };
    const ask = (world: World): WorldResult | null => {
      const key = worldKey(world);
      const existing = asked.get(key);
      if (existing !== undefined) return existing;
      left -= 1;
      if (left < 0) return null;
      const result = tell(this.#model(world, key));
      asked.set(key, result);
      return result;
    };
    return settle(probed(tell(this.base), ask), ask);
  }

  /** What a check says in worlds in which a parameter has another value, as many as can be asked. */
  suppose(check: Check, options: unknown, now: number, measuredBefore: MeasuredBeforeOf): Suppose {
    let left = Math.floor(SUPPOSED / this.#size);
    return (world) => {
      left -= 1;
      if (left < 0) return null;
      const model = world === baseWorld ? this.base : this.#model(world, worldKey(world));
      const found = runCheck(check, model, options, now, measuredBefore);
      return { model, said: new Map([...found].map(([key, assessment]) => [key, this.#inBase(assessment)])) };
    };
  }

  /** In the terms of the base world, so that no other one need be kept for them. */
  #answers(found: ReadonlyMap<string, Assessment>): ReadonlyMap<string, Answer> {
    const answers = [...found.values()].map((said): [string, Answer] => {
      const assessment = this.#inBase(said);
      return [subjectKey(assessment), { assessment, doubts: doubtsOf(said), probes: [] }];
    });
    return new Map(answers);
  }

  #inBase(assessment: Assessment): Assessment {
    const { subject, finding } = assessment;
    const inBase = (resource: Resource): Resource =>
      this.base.system.resource(resource.stack.name, resource.logicalId) ?? resource;
    const stack = this.base.system.stack(subject.stack.name) ?? subject.stack;
    if (stack === subject.stack) return assessment;
    const evidence = finding.evidence?.map((each): Resource | Evidence =>
      each instanceof Resource ? inBase(each) : { ...each, resource: inBase(each.resource) },
    );
    return {
      ...assessment,
      subject: {
        ...subject,
        stack,
        resource: subject.resource && inBase(subject.resource),
        ...this.#nameInBase(subject),
      },
      finding: {
        ...finding,
        ...(evidence === undefined ? {} : { evidence }),
        ...(finding.at === undefined ? {} : { at: { ...finding.at, resource: inBase(finding.at.resource) } }),
      },
    };
  }

  /** The alias by the name that it has while nothing is decided. */
  #nameInBase({ of, detail }: Subject): Pick<Subject, "of" | "detail"> {
    const alias = of && this.base.aliases.find(({ resource }) => resource.id === of.id);
    return alias === undefined ? { detail } : { of: alias.resource, detail: alias.label };
  }

  #model(world: World, key: string): Model {
    const existing = this.#models.get(key);
    // The latest asked for is the last to go.
    this.#models.delete(key);
    const model = existing ?? link(this.#facts, { world, includeInfrastructure: this.#includeInfrastructure });
    this.#models.set(key, model);
    const [oldest] = this.#models.keys();
    if (oldest !== undefined && oldest !== key && this.#models.size * this.#size > KEPT) this.#models.delete(oldest);
    return model;
  }
}

function exists({ stack, resource, of }: Subject, system: System): boolean {
  if (of !== undefined && system.resource(of.stack.name, of.logicalId) === undefined) return false;
  if (resource === null) return system.stack(stack.name) !== undefined;
  return system.resource(stack.name, resource.logicalId) !== undefined;
}
