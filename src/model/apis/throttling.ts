// Whether every route of a stage is limited, by rate and by burst.

import type { Path } from "../json.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved, type Value } from "../value.ts";
import type { ApiStageNode, WithApis } from "./api.ts";
import { type Limits, limitsOf, type StageLimits } from "./api-limits.ts";
import { routesOf } from "./api-routes.ts";

/** Why there is no limit: it is not set, or it is disabled by -1. */
export type Gap = "absent" | "lifted";

export interface Unlimited {
  /** The route; null where no route has a limit of its own. */
  readonly route: string | null;
  readonly rate: Gap | null;
  readonly burst: Gap | null;
}

export type Throttling = {
  readonly path: Path;
  readonly walked: readonly Resource[];
} & (
  | { readonly kind: "general"; readonly limits: Limits; readonly exceptions: number }
  /** Each of this many routes has limits of its own. */
  | { readonly kind: "own"; readonly routes: number }
  | { readonly kind: "unlimited"; readonly first: Unlimited; readonly others: number }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved }
);

export function throttlingOf(stage: ApiStageNode, model: WithApis & WithSystem): Throttling {
  const set = limitsOf(stage);
  const { path, general, own } = set;
  const walked = stage.api.state === "known" ? [stage.api.value.resource] : [];
  const base = { path, walked };
  if (set.doubt !== null) return { ...base, kind: "unresolved", doubt: set.doubt };
  const doubt = doubtIn([general, ...own.values()]);
  if (doubt !== null) return { ...base, kind: "unresolved", doubt };
  const whole = gapsIn(null, general);
  if (whole === null) return withOwn(set, base);
  if (![...own.values()].some(isSet)) return { ...base, kind: "unlimited", first: whole, others: 0 };
  return byRoute(stage, set, base, model);
}

type Base = Pick<Throttling, "path" | "walked">;

/** The limits for all routes are complete: a route can only lift them, or leave it open whether it keeps them. */
function withOwn({ general, own }: StageLimits, base: Base): Throttling {
  const gaps = [...own].flatMap(([route, limits]) => gapsIn(route, limits) ?? []);
  const lifted = gaps.filter(({ rate, burst }) => rate === "lifted" || burst === "lifted");
  const [first] = lifted;
  if (first !== undefined) {
    const only = { ...first, rate: onlyLifted(first.rate), burst: onlyLifted(first.burst) };
    return { ...base, kind: "unlimited", first: only, others: lifted.length - 1 };
  }
  const [open] = gaps;
  if (open === undefined) return { ...base, kind: "general", limits: general, exceptions: own.size };
  const reason = `AWS does not document whether ${open.route}, which has its own settings without both limits, keeps the limits of every route; repeat the limits there`;
  return { ...base, kind: "unresolved", doubt: unresolved(reason) };
}

function onlyLifted(gap: Gap | null): Gap | null {
  return gap === "lifted" ? gap : null;
}

function byRoute(stage: ApiStageNode, { general, own }: StageLimits, base: Base, model: WithApis & WithSystem): Throttling {
  if (stage.api.state !== "known") {
    const doubt =
      stage.api.state === "unresolved"
        ? stage.api
        : unresolved("depends on the routes of an API that is not defined in the audited stacks");
    return { ...base, kind: "unresolved", doubt };
  }
  const routes = routesOf(stage.api.value, model);
  const { symbols, resolver } = model.system;
  const gaps = routes.known.flatMap(({ text }) => gapsIn(symbols.display(text), merged(own.get(text), general)) ?? []);
  const walked = [...new Set([...base.walked, ...routes.known.map(({ resource }) => resource)])];
  const [first] = gaps;
  // A route whose name is unknown may be one that has limits of its own.
  const perhaps = routes.known.find(
    ({ text }) => !own.has(text) && [...own.keys()].some((key) => mayBeEqual(text, key, symbols)),
  );
  const doubt = routes.doubt ?? (perhaps === undefined ? null : resolver.unknownIn(perhaps.text));
  if (doubt !== null) return { ...base, walked, kind: "unresolved", doubt };
  if (first !== undefined) return { ...base, walked, kind: "unlimited", first, others: gaps.length - 1 };
  return { ...base, walked, kind: "own", routes: routes.known.length };
}

function merged(own: Limits | undefined, general: Limits): Limits {
  if (own === undefined) return general;
  return {
    rate: own.rate.state === "absent" ? general.rate : own.rate,
    burst: own.burst.state === "absent" ? general.burst : own.burst,
  };
}

function doubtIn(all: readonly Limits[]): Unresolved | null {
  const open = all.flatMap(({ rate, burst }) => [rate, burst]).find(({ state }) => state === "unresolved");
  return open?.state === "unresolved" ? open : null;
}

function gapsIn(route: string | null, { rate, burst }: Limits): Unlimited | null {
  const gaps = { route, rate: gapOf(rate), burst: gapOf(burst) };
  return gaps.rate === null && gaps.burst === null ? null : gaps;
}

function gapOf(limit: Value<number>): Gap | null {
  if (limit.state !== "known") return "absent";
  return limit.value < 0 ? "lifted" : null;
}

function isSet({ rate, burst }: Limits): boolean {
  return rate.state === "known" || burst.state === "known";
}
