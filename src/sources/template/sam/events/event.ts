// One event of a function or state machine, and the permission for its source.

import { isObject, type Json, type JsonObject, type Path, property } from "../../../../model/json.ts";
import { type Draft, type Generated, generated, type Macro, type Mutable, mapUnder } from "../draft.ts";
import { textOf } from "../intrinsics.ts";
import { digest, isAlphanumeric } from "../logical-id.ts";

/** What an event invokes: a function or state machine, or its alias where it has one. */
export interface Target {
  readonly id: string;
  /** Its name, or its ARN for an alias. */
  readonly name: Json;
  readonly arn: Json;
}

export interface SamEvent {
  readonly draft: Draft;
  readonly macro: Macro;
  readonly name: string;
  /** The owner's logical id followed by the event's name. */
  readonly id: string;
  readonly type: string;
  readonly properties: Mutable;
  readonly target: Target;
  readonly path: Path;
  /** The generated execution role, whether it is used or not. */
  readonly role: Generated | null;
}

export type EventExpander = (event: SamEvent) => readonly Generated[];

/** What all events of an owner have in common. */
type Owner = Pick<SamEvent, "draft" | "macro" | "target" | "role">;

/** The events in the order in which SAM looks at them; what an include that was not read may hold is omitted. */
export function eventsOf(owner: Owner): readonly SamEvent[] {
  const events = owner.macro.properties["Events"];
  if (!isObject(events)) return [];
  return Object.entries(events).flatMap(([name, event]): readonly SamEvent[] => {
    if (!isObject(event) || typeof event["Type"] !== "string") return [];
    const properties = mapUnder(event as Mutable, "Properties");
    const path = ["Properties", "Events", name];
    return [{ ...owner, name, id: `${owner.macro.id}${name}`, type: event["Type"], properties, path }];
  });
}

/** A path sorts by itself, so that `$default` comes before every other path. */
export function inOrderOfPaths(events: readonly SamEvent[]): readonly SamEvent[] {
  const key = (event: SamEvent) => textOf(property(event.properties, "Path") ?? event.name);
  return [...events].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

/** A resource of the event, with the attributes that its owner shares. */
export function eventResource(event: SamEvent, type: string, id: string, properties: JsonObject, dependsOn?: Json): Generated {
  return generated(type, id, properties, { attributes: event.macro.shared, path: event.path, dependsOn });
}

interface PermissionRequest {
  readonly principal: string;
  readonly sourceArn?: Json | undefined;
  readonly sourceAccount?: Json;
  readonly eventSourceToken?: Json | undefined;
  readonly suffix?: string;
  readonly prefix?: string;
}

export function permission(event: SamEvent, request: PermissionRequest): Generated {
  const prefix = `${request.prefix ?? event.id}Permission`;
  const suffix = request.suffix ?? "";
  return eventResource(
    event,
    "AWS::Lambda::Permission",
    isAlphanumeric(suffix) ? `${prefix}${suffix}` : `${prefix}${digest(suffix)}`,
    {
      Action: "lambda:InvokeFunction",
      FunctionName: event.target.name,
      Principal: request.principal,
      SourceAccount: request.sourceAccount,
      SourceArn: request.sourceArn,
      EventSourceToken: request.eventSourceToken,
    },
  );
}
