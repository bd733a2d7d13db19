// Facts of small systems, written in the tests that ask about them.
import type { ResourceFacts, StackFacts, SystemFacts } from "../src/model/facts.ts";
import type { JsonObject } from "../src/model/json.ts";

const nowhere = { file: "template.yaml", line: 1, column: 1 };

export interface Template {
  readonly Parameters?: JsonObject;
  readonly Mappings?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Outputs?: JsonObject;
  readonly Resources?: JsonObject;
}

export function stack(name: string, template: Template, more: Partial<StackFacts> = {}): StackFacts {
  const resources = Object.entries(template.Resources ?? {}).map(([logicalId, body]): [string, ResourceFacts] => [
    logicalId,
    {
      logicalId,
      type: String((body as JsonObject).Type),
      body: body as JsonObject,
      generatedFrom: null,
      constructPath: null,
      physicalId: null,
      locate: () => nowhere,
      sourceLocation: () => null,
    },
  ]);
  return {
    name,
    nameDerived: false,
    language: "cloudformation",
    region: null,
    account: null,
    file: "template.yaml",
    parameters: new Map(),
    tags: new Map(),
    parent: null,
    locate: () => nowhere,
    ...more,
    template: { Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {}, ...template },
    resources: new Map(resources),
  };
}

export function factsOf(...stacks: readonly StackFacts[]): SystemFacts {
  return { kind: "template", locator: "template.yaml", stacks, notes: [], unread: [] };
}
