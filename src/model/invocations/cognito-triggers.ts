// Triggers of Cognito user pools.
import type { Candidate, Family } from "./candidate.ts";
import { below, entries, type Place, placesAt } from "./place.ts";
import { readSamEvent, SAM_EVENT } from "./sam-event.ts";

export const cognitoTriggers: Family = ({ system }) =>
  system
    .resourcesOf("AWS::Cognito::UserPool")
    .flatMap((pool) => placesAt(pool, "LambdaConfig"))
    .flatMap((triggers) => entries(triggers).flatMap(([trigger, place]) => ofTrigger(trigger, place, triggers)));

function ofTrigger(trigger: string, place: Place, triggers: Place): readonly Candidate[] {
  if (trigger === "KMSKeyID" || trigger === SAM_EVENT) return [];
  const head = place.node.head();
  // The younger triggers are maps of the function and the version of their event.
  const isMap = head.state === "known" && typeof head.value.raw === "object";
  const places = isMap ? below(place, "LambdaArn") : [place];
  const samEvent = readSamEvent(triggers.node.at(SAM_EVENT, trigger));
  return places.map((each) => ({ kind: "cognito-trigger", detail: trigger, place: each, certain: true, samEvent }));
}
