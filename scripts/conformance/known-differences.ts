// Pairs of AWS's own suite whose facts cannot be equal, each with the reason. Anything else that differs is an error of ours.

export interface KnownDifference {
  readonly reason: string;
  /** Facts that only AWS's output has; null where we refuse the input. */
  readonly missing: readonly string[] | null;
}

const inS3 = "the state machine's definition is in S3: whether it invokes the function that it is told of cannot be known";

function definitionInS3(machine: string, owner: string): KnownDifference {
  return { reason: inS3, missing: [`invokes StepFunctions::StateMachine ${machine}  → ${owner}`] };
}

export const knownDifferences: ReadonlyMap<string, KnownDifference> = new Map([
  ["state_machine_with_definition_S3_object", definitionInS3("StateMachine", "MyFunction")],
  ["state_machine_with_definition_S3_string", definitionInS3("StateMachine", "MyFunction")],
  ["state_machine_with_express_logging", definitionInS3("StateMachine", "MyFunction")],
  ["state_machine_with_standard_logging", definitionInS3("StateMachine", "MyFunction")],
  [
    "schema_validation_1",
    {
      reason: "no task of the definition uses the function that it is told of: its only task names another resource",
      missing: ["invokes StepFunctions::StateMachine StateMachine  → Function"],
    },
  ],
  [
    "connector_esm_dependson",
    { reason: "it names a transform that does not exist; the translator's tests never ask for it", missing: null },
  ],
  [
    "resource_with_invalid_type",
    { reason: "the type of a resource is not text, which CloudFormation refuses; the translator lets it pass", missing: null },
  ],
  [
    "unsupported_resources",
    { reason: "a resource has no type, which CloudFormation refuses; the translator lets it pass", missing: null },
  ],
]);
