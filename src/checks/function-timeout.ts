// function-timeout: the default of 3 s is rarely a decision, and a response after the API's timeout is lost.
import type { Finding } from "../assessment.ts";
import { type Waiter, waitersOf } from "../model/apis/integration-timeout.ts";
import type { TemplateNode } from "../model/resolve/node.ts";
import type { Known, Unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "function-timeout",
  title: "every function sets its own timeout, within the timeout of its API",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "function",
  severity: "info",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const node of model.functions) {
      const { resource } = node;
      const subject = { stack: resource.stack, resource, detail: null };
      const failing = { remedy, at: { resource, path: ["Properties", "Timeout"] } };
      const { finding, fits, because } = judge(resource.property("Timeout"), waitersOf(node, model));
      const said = { ...finding, evidence: [resource, ...(finding.evidence ?? [])] };
      if (because !== null) yield unknown(subject, { ...said, ...failing, because });
      else if (fits) yield pass(subject, said);
      else yield fail(subject, { ...said, ...failing });
    }
  },
});

interface Judgement {
  readonly finding: Finding;
  readonly fits: boolean;
  readonly because: Unresolved | null;
}

function judge(timeout: TemplateNode, waiters: readonly Waiter[]): Judgement {
  const head = timeout.head();
  const seconds = timeout.number();
  if (head.state === "absent")
    return bad({ message: "uses the default timeout (3 s); set it explicitly", lacks: "a timeout setting" });
  if (head.state === "unresolved") return open({ message: "unknown whether it sets a timeout" }, head);
  if (seconds.state === "known") return judgeSeconds(seconds, waiters);
  const [first] = waiters;
  if (first === undefined || seconds.state === "absent") return good({ message: "sets its timeout" });
  const message = `its timeout is unknown, and ${first.label} waits for it`;
  return open({ message, evidence: first.walked }, seconds);
}

function judgeSeconds(seconds: Known<number>, waiters: readonly Waiter[]): Judgement {
  const { value, origin } = seconds;
  const own = `times out after ${value} s${origin === undefined ? "" : ` (${origin})`}`;
  const known = waiters.flatMap((waiter) =>
    waiter.seconds.state === "known" ? [{ ...waiter, limit: waiter.seconds.value }] : [],
  );
  const [shortest] = known.sort((a, b) => a.limit - b.limit);
  const doubtful = waiters.find((waiter) => waiter.seconds.state === "unresolved");
  if (shortest !== undefined && value > shortest.limit) {
    const measurement = { value, unit: "seconds", comparator: "<=", threshold: shortest.limit } as const;
    const message = `${own}, longer than the ${shortest.limit} s that ${shortest.label} waits`;
    return bad({ message, measurement, evidence: shortest.walked });
  }
  if (doubtful?.seconds.state === "unresolved") {
    const message = `${own}, but it is unknown how long ${doubtful.label} waits`;
    return open({ message, evidence: doubtful.walked }, doubtful.seconds);
  }
  if (shortest === undefined) return good({ message: own });
  const measurement = { value, unit: "seconds", comparator: "<=", threshold: shortest.limit } as const;
  return good({ message: `${own}, within the ${shortest.limit} s that its API waits`, measurement });
}

function good(finding: Finding): Judgement {
  return { finding, fits: true, because: null };
}

function bad(finding: Finding): Judgement {
  return { finding, fits: false, because: null };
}

function open(finding: Finding, because: Unresolved): Judgement {
  return { finding, fits: false, because };
}

const remedy = {
  cdk: "set timeout on the function; behind an API at most 29 s (REST and WebSocket) or 30 s (HTTP)",
  sam: "set Timeout on the function; behind an API at most 29 s (REST and WebSocket) or 30 s (HTTP)",
  cloudformation: "set the function's Timeout; behind an API at most 29 s (REST and WebSocket) or 30 s (HTTP)",
};
