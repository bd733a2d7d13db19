// Target groups of load balancers and of VPC Lattice.
import type { Candidate, Family } from "./candidate.ts";
import { below, items, placesAt } from "./place.ts";

const TYPE_PROPERTIES = [
  ["AWS::ElasticLoadBalancingV2::TargetGroup", "TargetType"],
  ["AWS::VpcLattice::TargetGroup", "Type"],
] as const;

export const targetGroups: Family = ({ system }) =>
  TYPE_PROPERTIES.flatMap(([type, property]) =>
    system.resourcesOf(type).flatMap((group) => {
      const targets = group.property(property).text("lambda");
      const certain = targets.state === "known" && targets.value.toLowerCase() === "lambda";
      return placesAt(group, "Targets")
        .flatMap(items)
        .flatMap((target) => below(target, "Id"))
        .map((place): Candidate => ({ kind: "target-group", detail: null, place, certain }));
    }),
  );
