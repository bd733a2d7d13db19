// The fleet for pipeline dashboards: one test case a system.
import type { FleetSystem } from "../../fleet/report.ts";
import { element, textElement, token } from "../junit/xml.ts";
import type { FleetReporter } from "./reporter.ts";

const junit: FleetReporter = ({ all, mergedAt }) => {
  const failures = all.filter(({ verdict }) => verdict === "degraded").length;
  const errors = all.filter(({ verdict }) => verdict !== "fit" && verdict !== "degraded").length;
  const attributes = {
    name: "fitness.fleet",
    tests: all.length,
    failures,
    errors,
    time: "0.000",
    timestamp: mergedAt.slice(0, 19),
    hostname: "localhost",
    id: 0,
    package: "fitness",
  };
  const suite = element("testsuite", attributes, ["<properties/>", ...all.map(testcase), "<system-out/>", "<system-err/>"]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", {}, [suite])}\n`;
};
export default junit;

function testcase(system: FleetSystem): string {
  const { name, verdict, score, failures, unknowns, reason } = system;
  const attributes = { name: token(name), classname: "fitness.fleet", time: "0.000" };
  if (verdict === "fit") return element("testcase", attributes, []);
  const message = reason ?? `${verdict}: ${failures} failures, ${unknowns} unknown, score ${score ?? "none"}`;
  const outcome = verdict === "degraded" ? "failure" : "error";
  return element("testcase", attributes, [textElement(outcome, { message: token(message), type: verdict }, message)]);
}
