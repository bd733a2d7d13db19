// What may turn out to be an invocation: a place that names something, and whether that can be a function.
import type { ApiIndex } from "../apis/api.ts";
import { withoutPath } from "../functions/function.ts";
import { isLiteral } from "../symbol.ts";
import type { System } from "../system.ts";
import type { Value } from "../value.ts";
import type { Invocation } from "./invocation.ts";
import type { Place } from "./place.ts";

export interface Candidate
  extends Partial<Pick<Invocation, "enabled" | "asynchronous" | "shift" | "samEvent" | "along" | "stages">> {
  readonly kind: Invocation["kind"];
  readonly detail: string | null;
  readonly place: Place;
  /** What it names, where that is more than what is at the place. */
  readonly text?: Value<string>;
  /** Only a function can be used there. */
  readonly certain: boolean;
}

export interface Surroundings {
  readonly system: System;
  readonly apis: ApiIndex;
}

/** Finds the candidates of one kind of invoker. */
export type Family = (surroundings: Surroundings) => readonly Candidate[];

const FUNCTION_TYPES = ["AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version"];

export function textOf({ text, place }: Candidate): Value<string> {
  return text ?? place.node.symbol();
}

/** Whether it may invoke a function as far as known: not for a queue's ARN or an address; text that may be anything is decided by the candidate. */
export function invokesFunction(candidate: Candidate, system: System): boolean {
  const text = textOf(candidate);
  const named = text.state === "known" ? namesFunction(text.value, system) : null;
  return named ?? candidate.certain;
}

/** null if the answer does not show it. */
function namesFunction(text: string, system: System): boolean | null {
  const written = withoutPath(text);
  if (written !== text) return true;
  if (/^https?:\/\//i.test(written)) return false;
  const token = system.symbols.sole(written);
  if (token?.kind === "attribute") {
    const type = typeOf(token.stack, token.logicalId, system);
    return type.startsWith("Custom::") || type.startsWith("AWS::CloudFormation::") ? null : FUNCTION_TYPES.includes(type);
  }
  if (written.startsWith("arn:")) return service(written);
  const named = system.symbols.tokensOf(written);
  const isQualified = named.some((each) => each.kind === "attribute" && isFunctionToken(each.stack, each.logicalId, system));
  return isQualified ? true : null;
}

function service(arn: string): boolean | null {
  const [, , name = "", , , kind] = arn.split(":");
  if (!isLiteral(name)) return null;
  return name === "lambda" && kind === "function";
}

function isFunctionToken(stack: string, logicalId: string, system: System): boolean {
  return FUNCTION_TYPES.includes(typeOf(stack, logicalId, system));
}

/** Also of a resource whose condition is false. */
function typeOf(stack: string, logicalId: string, system: System): string {
  return system.resolver.scopes.get(stack)?.facts.resources.get(logicalId)?.type ?? "";
}

/** `name:qualifier` of what is written in two properties. */
export function qualified(name: Value<string>, qualifier: Value<string>): Value<string> {
  if (name.state !== "known" || qualifier.state === "absent") return name;
  if (qualifier.state === "unresolved") return qualifier;
  return { ...name, value: `${name.value}:${qualifier.value}` };
}
