// Subscribers of EventBridge's newer event buses, whose qualifier may be a separate property.
import { mapKnown, mapValue, orDefault, unresolved, type Value } from "../value.ts";
import { type Candidate, type Family, qualified } from "./candidate.ts";
import { placesAt } from "./place.ts";

const UNDOCUMENTED = unresolved("has no InvocationType, whose default is not documented");

export const eventSubscribers: Family = ({ system }) =>
  system.resourcesOf("AWS::EventsV2::Subscriber").flatMap((subscriber) => {
    const enabled = orDefault(
      mapValue(subscriber.property("State").text(), (state) => state !== "STOPPED"),
      true,
    );
    const parameters = subscriber.property("InvokeConfiguration", "LambdaParameters");
    const invocationType = parameters.at("InvocationType").text();
    const asynchronous = mapKnown(invocationType.state === "absent" ? UNDOCUMENTED : invocationType, (type) => type === "EVENT");
    return placesAt(subscriber, "InvokeConfiguration", "TargetArn").map((place): Candidate => {
      const text = qualified(place.node.symbol(), withoutExpression(parameters.at("Qualifier").symbol()));
      return { kind: "event-subscriber", detail: null, place, text, certain: !parameters.isAbsent, enabled, asynchronous };
    });
  });

/** A qualifier in JSONata is computed from each event. */
function withoutExpression(qualifier: Value<string>): Value<string> {
  const isExpression = qualifier.state === "known" && /^\s*\{%/.test(qualifier.value);
  return isExpression ? unresolved("computes the qualifier from each event") : qualifier;
}
