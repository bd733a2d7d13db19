// The facts of a system on their way into the process of a plug-in: without the functions that find places in files.
import type { FitnessMetadata, Location, ResourceFacts, StackFacts, SystemFacts } from "../model/facts.ts";
import type { SentResource, SentStack, SentSystem } from "./messages.ts";

export function sentSystem({ stacks: _stacks, ...system }: SystemFacts): SentSystem {
  return system;
}

export function sentStack({ locate: _locate, sourceLocation: _source, ...stack }: StackFacts): SentStack {
  const { outside, fitnessMetadata = [] } = stack;
  return {
    ...stack,
    resources: [...stack.resources.values()].map(sentResource),
    outside: outside === undefined ? null : [...outside].map(([key, resource]) => [key, sentResource(resource)] as const),
    fitnessMetadata: fitnessMetadata.map(({ locate: _placed, ...metadata }) => metadata),
  };
}

function sentResource({ locate: _locate, sourceLocation: _source, ...resource }: ResourceFacts): SentResource {
  return resource;
}

/** The facts again, to be linked. */
export function receivedFacts(system: SentSystem, stacks: readonly SentStack[]): SystemFacts {
  return { ...system, stacks: stacks.map(receivedStack) };
}

function receivedStack({ outside, ...stack }: SentStack): StackFacts {
  return {
    ...stack,
    resources: new Map(stack.resources.map((resource) => [resource.logicalId, receivedResource(resource)])),
    ...(outside === null ? {} : { outside: new Map(outside.map(([key, resource]) => [key, receivedResource(resource)])) }),
    fitnessMetadata: stack.fitnessMetadata.map((metadata): FitnessMetadata => ({ ...metadata, locate: notHere })),
    locate: notHere,
    sourceLocation: notHere,
  };
}

function receivedResource(resource: SentResource): ResourceFacts {
  return { ...resource, locate: notHere, sourceLocation: notHere };
}

function notHere(): Location {
  throw new Error("checks do not return file positions: name the property in `at`, and the report adds its position");
}
