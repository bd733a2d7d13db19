// function-memory: memory also determines the CPU share, and the default of 128 MB is rarely a decision.
import type { Resource } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "function-memory",
  title: "every function sets its own memory size",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "function",
  severity: "info",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const { resource } of model.functions) {
      const subject = { stack: resource.stack, resource, detail: null };
      const memory = resource.property("MemorySize");
      const head = memory.head();
      const failing = { remedy, evidence: [resource], at: { resource, path: ["Properties", "MemorySize"] } };
      if (head.state === "unresolved") {
        yield unknown(subject, {
          message: "unknown whether it sets a memory size",
          because: head,
          ...failing,
        });
      } else if (head.state === "absent") {
        yield fail(subject, {
          message: defaultOf(resource),
          lacks: "a memory setting",
          ...failing,
        });
      } else yield pass(subject, { message: sizeOf(memory.number()), evidence: [resource] });
    }
  },
});

/** Managed instances start at 2048 MB. https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-best-practices.html */
function defaultOf(resource: Resource): string {
  return resource.property("CapacityProviderConfig").isAbsent
    ? "uses the default memory size (128 MB); set it explicitly"
    : "uses the default memory size of its capacity provider (2048 MB or more); set it explicitly";
}

function sizeOf(size: Value<number>): string {
  if (size.state !== "known") return "sets its memory size";
  return `has ${size.value} MB of memory${size.origin === undefined ? "" : ` (${size.origin})`}`;
}

const remedy = {
  cdk: "set memorySize on the function",
  sam: "set MemorySize on the function, or for all of them in Globals",
  cloudformation: "set the function's MemorySize",
};
