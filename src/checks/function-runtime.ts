// function-runtime: a deprecated runtime gets no security patches any more, and one day cannot be updated either.
import * as z from "zod";
import type { Remedy } from "../assessment.ts";
import { lifecycleOf } from "../model/functions/runtime.ts";
import type { Known } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

const DAY = 86_400_000;

export default defineCheck({
  id: "function-runtime",
  title: "every function uses a supported runtime",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "function with a runtime (container images bring their own)",
  severity: "warning",
  options: z.strictObject({
    withinDays: z.int().min(0).default(0).describe("Fails this many days before the runtime is deprecated."),
  }),
  *assess({ model, options, now, pass, fail, unknown }) {
    for (const { resource } of model.functions) {
      const subject = { stack: resource.stack, resource, detail: null };
      const runtime = resource.property("Runtime").text();
      const remedy = remedyFor(runtime.state === "known" ? runtime.value : null);
      const failing = { remedy, evidence: [resource], at: { resource, path: ["Properties", "Runtime"] } };
      if (runtime.state === "unresolved")
        yield unknown(subject, { message: "its runtime is unknown", because: runtime, ...failing });
      if (runtime.state !== "known") continue;
      const { message, fits } = judge(runtime, now, options.withinDays);
      if (fits === null) yield unknown(subject, { message, because: NOT_IN_TABLE, ...failing });
      else if (fits) yield pass(subject, { message, evidence: [resource] });
      else yield fail(subject, { message, ...failing });
    }
  },
});

const NOT_IN_TABLE = "this runtime is not in the built-in table: it is newer, or the name is wrong";

/** `fits` is null where the table does not tell. */
function judge({ value, origin }: Known<string>, now: number, withinDays: number): { message: string; fits: boolean | null } {
  const lifecycle = lifecycleOf(value);
  const runs = `runs on ${value}${origin === undefined ? "" : ` (${origin})`}`;
  if (lifecycle === null) return { message: runs, fits: null };
  const { deprecated, deprecatedAt, successor } = lifecycle;
  if (deprecatedAt > now + withinDays * DAY) return { message: `${runs}, deprecated on ${deprecated}`, fits: true };
  const when = deprecatedAt > now ? `deprecated on ${deprecated}, within ${withinDays} days` : `deprecated since ${deprecated}`;
  return { message: `${runs}, ${when}${successor === null ? "" : `; ${successor} is its successor`}`, fits: false };
}

function remedyFor(runtime: string | null): Remedy {
  const successor = runtime === null ? null : (lifecycleOf(runtime)?.successor ?? null);
  const [named, enumerated] = successor === null ? ["a supported runtime", "a supported runtime"] : [successor, inCdk(successor)];
  return {
    cdk: `set runtime to ${enumerated}, and test the function on it`,
    sam: `set Runtime to ${named}, in the function or in Globals, and test the function on it`,
    cloudformation: `set the function's Runtime to ${named}, and test the function on it`,
  };
}

/** `python3.14` → `Runtime.PYTHON_3_14` */
function inCdk(runtime: string): string {
  const parted = runtime.startsWith("provided") ? runtime : runtime.replace(/([a-z])(\d)/, "$1_$2");
  return `Runtime.${parted.replaceAll(".", "_").toUpperCase()}`;
}
