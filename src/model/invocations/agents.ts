// Agents, flows and gateways of Amazon Bedrock: the functions that they use as tools.
import { mapValue, orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, EACH, placesAlong } from "./place.ts";

export const agents: Family = ({ system }) =>
  system.resourcesOf("AWS::Bedrock::Agent").flatMap((agent) =>
    placesAlong(agent, ["ActionGroups", EACH]).flatMap((group) => {
      const state = group.node.at("ActionGroupState").text("DISABLED");
      const enabled = orDefault(
        mapValue(state, (text) => text !== "DISABLED"),
        true,
      );
      return below(group, "ActionGroupExecutor", "Lambda").map(
        (place): Candidate => ({ kind: "bedrock-agent", detail: null, place, certain: true, enabled }),
      );
    }),
  );
