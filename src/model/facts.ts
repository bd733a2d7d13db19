// The output of a source: the stacks of a system as plain templates, before anything is linked.
import type { EvidenceFacts } from "./evidence/evidence.ts";
import type { Json, JsonObject, Path } from "./json.ts";
import type { Observations } from "./observed/observations.ts";

export interface Location {
  /** Relative to the working directory if it is below it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Language = "cdk" | "sam" | "cloudformation";

export interface ResourceFacts {
  readonly logicalId: string;
  readonly type: string;
  /** The whole resource as CloudFormation would see it: Type, Properties, Condition, UpdatePolicy, Metadata. Intrinsics in long form. */
  readonly body: JsonObject;
  /** Set for what SAM generates: the resource and property of the author's template that it comes from. */
  readonly generatedFrom: { readonly logicalId: string; readonly path: Path } | null;
  readonly constructPath: string | null;
  /** Set for what is deployed. */
  readonly physicalId: string | null;
  /** Of a live system: declared and never made, or made and not there any more. */
  readonly absence?: "undeployed" | "gone";
  /** For a live system, the body as the deployed template has it, where the live state differs and `body` says what is live. */
  readonly declaredBody?: JsonObject;
  /** For a live system, the properties whose live state was seen. */
  readonly seenProperties?: ReadonlySet<string>;
  /** The place in the template; `path` is relative to the resource's body. Computed when asked for, since only failures need it. */
  locate(path: Path): Location;
  /** The place in the CDK source, from the assembly's metadata. */
  sourceLocation(): Location | null;
}

export interface GivenParameter {
  readonly value: Json;
  /** Who gave it: `--parameter`, `samconfig.toml`, `manifest.json`. */
  readonly from: string;
}

/** What the author says to this tool: the value of `fitness` in the metadata of a resource, a construct or a whole template. */
export interface FitnessMetadata {
  /** The resource of the author's template that carries it; null where a construct or the template does. */
  readonly logicalId: string | null;
  /** With both null it is about the stack as a whole. */
  readonly constructPath: string | null;
  readonly value: Json;
  /** `path` is relative to the value. */
  locate(path: Path): Location;
}

export interface DeployedStack {
  /** Its ARN. */
  readonly id: string;
  /** `UPDATE_COMPLETE`, `ROLLBACK_FAILED`, … */
  readonly status: string;
  readonly statusReason: string | null;
  /** Absent where CloudFormation watches no alarm. */
  readonly rollback?: StackRollback;
}

/** The alarms on which CloudFormation rolls an operation on the stack back: its rollback triggers. */
export interface StackRollback {
  /** For which it watches them after the operation has deployed all resources. */
  readonly monitoringMinutes: number;
  readonly triggers: readonly { readonly arn: string; readonly type: string }[];
}

export interface StackFacts {
  /** Unique in the system; the first part of every address. */
  readonly name: string;
  /** Its name in AWS, where another stack of the system has the same and `name` had to differ. */
  readonly deployedName?: string;
  /** The name was made up from a file's name: `AWS::StackName` stays unresolved. */
  readonly nameDerived: boolean;
  readonly language: Language;
  readonly region: string | null;
  readonly account: string | null;
  /** The stage of a CDK application that it belongs to: stages define the same things again, each for itself. */
  readonly stage?: string;
  /** The template's file, relative to the working directory; of a live stack `prod (deployed template)`. */
  readonly file: string;
  /** The deployed state, for a live stack. */
  readonly deployed?: DeployedStack;
  /** Values given from outside, pseudo parameters included; not the template's defaults. */
  readonly parameters: ReadonlyMap<string, GivenParameter>;
  /** Tags given at deployment, which CloudFormation propagates to every resource that supports tags. */
  readonly tags: ReadonlyMap<string, Json>;
  /** Sections of the template, as CloudFormation would see them: SAM expanded, `Fn::ForEach` unrolled. */
  readonly template: {
    readonly Parameters: JsonObject;
    readonly Mappings: JsonObject;
    readonly Conditions: JsonObject;
    readonly Outputs: JsonObject;
  };
  readonly resources: ReadonlyMap<string, ResourceFacts>;
  /** The template's own `Metadata`, as written. */
  readonly metadata?: Json | undefined;
  /** Of a live system: what its resources name, what was seen, and what no audited template defines. It is found by its name and no subject of a check. */
  readonly outside?: ReadonlyMap<string, ResourceFacts>;
  readonly fitnessMetadata?: readonly FitnessMetadata[];
  /** For a nested stack: the stack and the `AWS::CloudFormation::Stack` resource it hangs on. */
  readonly parent: { readonly stack: string; readonly logicalId: string } | null;
  locate(path: Path): Location;
  /** Where the CDK application makes it. */
  sourceLocation?(): Location | null;
}

export interface Unread {
  readonly file: string;
  readonly message: string;
}

export interface SystemFacts {
  readonly kind: "template" | "stack" | "snapshot";
  /** What the user named: `cdk.out`. */
  readonly locator: string;
  readonly stacks: readonly StackFacts[];
  /** What the reader wants its user to know, one sentence each. */
  readonly notes: readonly string[];
  /** Inputs that could not be read while others could. */
  readonly unread: readonly Unread[];
  /** Of a recorded system, when it was seen: ISO 8601. What is judged by the time is judged by that. */
  readonly takenAt?: string;
  /** Texts that no report may show: values of secret parameters. */
  readonly secrets?: readonly string[];
  /** What was seen of the live system beside its templates. */
  readonly observations?: Observations;
  /** Results of other tools that checks asked for. */
  readonly evidence?: EvidenceFacts;
}
