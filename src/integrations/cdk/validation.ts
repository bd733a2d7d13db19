// What aws-cdk-lib and a validation plug-in say to each other, as far as this one takes part: no import, so that no version is demanded.

/** Of the stable interface (`IPolicyValidationContext`), and of the older one (`IPolicyValidationContextBeta1`), which has less. */
export interface ValidationContext {
  /** Absolute. */
  readonly templatePaths: readonly string[];
  readonly stackTemplates?: readonly StackTemplate[];
  readonly appConstruct?: ValidatedConstruct;
}

export interface StackTemplate {
  readonly stackConstructPath: string;
  /** Absolute. */
  readonly templatePath: string;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

/** The part of a construct that is read. */
export interface ValidatedConstruct {
  readonly node: {
    readonly path: string;
    readonly children: readonly ValidatedConstruct[];
    readonly metadata: readonly { readonly type: string; readonly data?: unknown }[];
  };
}

export interface ViolatingResource {
  readonly resourceLogicalId?: string;
  readonly templatePath?: string;
  readonly constructPath?: string;
  readonly locations: string[];
}

export interface Violation<Resource = ViolatingResource> {
  readonly ruleName: string;
  readonly description: string;
  readonly fix?: string;
  readonly severity?: string;
  readonly violatingResources: Resource[];
}

export interface ValidationReport<Resource = ViolatingResource> {
  readonly success: boolean;
  readonly violations: Violation<Resource>[];
  readonly metadata?: { readonly [key: string]: string };
}

/** The older interface demands both. */
export type ViolatingResourceOfBeta = ViolatingResource & { readonly resourceLogicalId: string; readonly templatePath: string };
