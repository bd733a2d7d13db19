// The namespaces in which a system's functions publish metrics with Powertools, by their environment.
import type { SystemFacts } from "../../model/facts.ts";
import { link } from "../../model/link.ts";

export function powertoolsNamespaces(facts: SystemFacts): readonly string[] {
  const found = link(facts).functions.flatMap(({ resource }) => {
    const namespace = resource.property("Environment", "Variables", "POWERTOOLS_METRICS_NAMESPACE").text();
    return namespace.state === "known" && namespace.value !== "" ? [namespace.value] : [];
  });
  return [...new Set(found)].sort();
}
