// The mark with which a source records the SAM event that it wrote into another resource: an API definition, a bucket, a user pool.
import type { TemplateNode } from "../resolve/node.ts";
import type { Invocation } from "./invocation.ts";

/**
 * Key beside what the event wrote: in an operation of an OpenAPI body and in a bucket's notification its value is
 * `{ function, event }`, the function's logical id and the event's name; among a user pool's triggers, one of those for each trigger.
 */
export const SAM_EVENT = "x-serverless-fitness-event";

export function readSamEvent(mark: TemplateNode): Invocation["samEvent"] {
  const [name, event] = [mark.at("function").text(), mark.at("event").text()];
  return name.state === "known" && event.state === "known" ? { function: name.value, event: event.value } : null;
}
