// Schedules of EventBridge Scheduler: a function as the target, or the API call that invokes one.
import { type Json, property } from "../json.ts";
import { known, mapValue, orDefault, type Value } from "../value.ts";
import { type Candidate, type Family, qualified } from "./candidate.ts";
import { type Place, placesAt } from "./place.ts";

const INVOKE_CALL = /:scheduler:::aws-sdk:lambda:invoke(?:Async)?$/;

export const schedules: Family = ({ system }) =>
  system.resourcesOf("AWS::Scheduler::Schedule").flatMap((schedule) => {
    const enabled = orDefault(
      mapValue(schedule.property("State").text(), (state) => state !== "DISABLED"),
      true,
    );
    return placesAt(schedule, "Target", "Arn").flatMap((place): readonly Candidate[] => {
      const plain = { kind: "schedule", detail: null, place, certain: false, enabled } as const;
      const arn = place.node.symbol();
      if (arn.state !== "known" || !INVOKE_CALL.test(arn.value)) return [plain];
      return placesAt(schedule, "Target", "Input").flatMap((input) => {
        const text = calledFunction(input);
        return text.state === "absent" ? [] : [{ ...plain, place: input, text, certain: true }];
      });
    });
  });

/** `{"FunctionName": …, "Qualifier": …}` */
function calledFunction({ node }: Place): Value<string> {
  const input = mapValue(node.symbol(), parse);
  if (input.state !== "known") return input;
  const at = (key: string): Value<string> => {
    const text = property(input.value, key);
    return typeof text === "string" ? known(text) : { state: "absent" };
  };
  return qualified(at("FunctionName"), at("Qualifier"));
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
