// Schedules of EventBridge Scheduler: a function as the target, or the API call that invokes one.
import { type Json, property } from "../json.ts";
import type { System } from "../system.ts";
import { type Known, known, mapKnown, mapValue, orDefault, type Unresolved, type Value } from "../value.ts";
import { type Candidate, type Family, qualified } from "./candidate.ts";
import { type Place, placesAt } from "./place.ts";

const INVOKE_CALL = /:scheduler:::aws-sdk:lambda:invoke(Async)?$/;

export const schedules: Family = ({ system }) =>
  system.resourcesOf("AWS::Scheduler::Schedule").flatMap((schedule) => {
    const enabled = orDefault(
      mapValue(schedule.property("State").text("DISABLED"), (state) => state !== "DISABLED"),
      true,
    );
    return placesAt(schedule, "Target", "Arn").flatMap((place): readonly Candidate[] => {
      const plain = { kind: "schedule", detail: null, place, certain: false, enabled } as const;
      const arn = place.node.symbol();
      const call = arn.state === "known" ? INVOKE_CALL.exec(arn.value) : null;
      if (call === null) return [plain];
      return placesAt(schedule, "Target", "Input").flatMap((input) => {
        const text = calledFunction(input);
        const asynchronous = call[1] === undefined ? isEvent(input, system) : known(true);
        return text.state === "absent" ? [] : [{ ...plain, place: input, text, certain: true, asynchronous }];
      });
    });
  });

/** `{"FunctionName": …, "Qualifier": …}` */
function calledFunction(place: Place): Value<string> {
  const name = argument(place, "FunctionName");
  return name.state === "known" ? qualified(name, argument(place, "Qualifier")) : name;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: the call waits for the answer unless its InvocationType is Event. */
function isEvent(place: Place, { resolver }: System): Known<boolean> | Unresolved {
  const type = orDefault(argument(place, "InvocationType"), "RequestResponse");
  const doubt = type.state === "known" ? resolver.literal(type.value) : null;
  return doubt ?? mapKnown(type, (text) => text === "Event");
}

/** Of the call, in the JSON text of the schedule's input. */
function argument({ node }: Place, name: string): Value<string> {
  const input = mapValue(node.symbol(), parse);
  if (input.state !== "known") return input;
  const text = property(input.value, name);
  return typeof text === "string" ? known(text) : { state: "absent" };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
