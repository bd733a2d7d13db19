// The shape of fitness.config.*: every key, with the sentence that editors and the JSON schema show for it.
import * as z from "zod";
import { type Check, characteristics } from "../checks/define-check.ts";
import { attestationSchema } from "./attestation.ts";

const text = z.string().min(1);
const globs = z.array(text);
const severity = z.enum(["error", "warning", "info", "off"]);
const unknownPolicy = z.enum(["gate", "report"]);
const names = z.union([text, z.array(text).min(1)]);

const target = z.lazy(() =>
  z
    .strictObject({
      template: names.optional().describe("CDK assembly, CloudFormation or SAM templates, or directories of them."),
      stack: names.optional().describe("Live stacks, by name or ARN."),
      snapshot: names.optional().describe("Recorded systems."),
    })
    .refine(
      (kinds) => Object.values(kinds).filter((kind) => kind !== undefined).length === 1,
      "must name exactly one of template, stack and snapshot",
    ),
);

const limits = z.lazy(() =>
  z.strictObject({
    yamlBytes: z.int().min(1).optional().describe("Largest YAML file (5,000,000)."),
    jsonBytes: z.int().min(1).optional().describe("Largest JSON file (100,000,000)."),
    depth: z.int().min(1).optional().describe("Deepest nesting in one file (200)."),
    aliasCount: z.int().min(0).optional().describe("Maximum number of nodes that YAML aliases expand to (100,000)."),
    pluginSeconds: z
      .number()
      .positive()
      .max(3600)
      .optional()
      .describe("Time limit for loading a plug-in and for each of its checks, in seconds (10)."),
    pluginMegabytes: z
      .int()
      .min(64)
      .optional()
      .describe("Memory limit of a plug-in in MB, in addition to the memory for the audited system (1024)."),
  }),
);

const percent = z.string().regex(/^\+\d+(\.\d+)?%$/, 'must be a change like "+10%"');

/** How much worse than the baseline's a measurement may be. */
const tolerance = z.lazy(() =>
  z.union([
    percent,
    z.strictObject({
      change: percent,
      floor: z.number().min(0).optional().describe("Changes below it are ignored, in the measurement's unit."),
    }),
  ]),
);

const settingKeys = () => ({
  severity: severity.optional().describe("The severity of a failure; off disables the check."),
  unknown: unknownPolicy.optional().describe("Whether unknown assessments of this check gate."),
  mandatory: z.boolean().optional().describe("Failures cannot be waived or accepted by a baseline."),
  tolerance: tolerance.optional().describe("Measurements fail when they are this much worse than in the baseline, like +10%."),
});

const minimum = z.number().min(0).max(100).optional();

const scopeKeys = () => ({
  include: globs.optional().describe("Only subjects that match one of these."),
  exclude: globs.optional().describe("All subjects except those that match one of these."),
  weight: z.number().min(0).optional().describe("The weight of the check in the score (error 3, warning 2, info 1)."),
});

/** What a waiver says wherever it is written. @param check the ids there are */
export function waiverKeys(check: z.ZodType<string, string>) {
  return {
    check,
    reason: z.string().trim().min(1),
    expires: z.iso.date().optional().describe("The last day on which the waiver applies, 2027-01-31."),
  };
}

interface Vocabulary {
  readonly checks: readonly Check[];
  /** Whether ids of checks that are not listed are fine: they may come from plugins. */
  readonly open: boolean;
}

/** A check's entry: a severity, or an object. */
function checkEntries({ checks, open }: Vocabulary, keys: z.core.$ZodLooseShape) {
  const entry = (options: z.ZodType) => z.union([severity, z.strictObject({ ...keys, options: z.optional(options) })]);
  const shape = Object.fromEntries(
    checks.map((check) => [check.id, entry(check.options).optional().describe(`${check.title}.`)]),
  );
  return open ? z.object(shape).catchall(entry(z.record(z.string(), z.unknown()))) : z.strictObject(shape);
}

function common(vocabulary: Vocabulary) {
  const settings = settingKeys();
  const id = vocabulary.open ? text : z.enum(vocabulary.checks.map((check) => check.id));
  return {
    target: target.optional().describe("What is audited when the command line names no source."),
    parameters: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .optional()
      .describe("Values of template parameters, pseudo parameters included."),
    parameterFiles: z.array(text).optional().describe("Files of parameter values; later files win."),
    includeFiles: z.record(z.string(), text).optional().describe("Local files that replace AWS::Include locations."),
    stackName: text.optional().describe("The stack's name, and AWS::StackName, of a single template."),
    stackTags: z.record(z.string(), z.string()).optional().describe("Tags given at deployment."),
    region: text.optional(),
    profile: text.optional().describe("The AWS profile of a live run."),
    timeout: z
      .number()
      .positive()
      .max(86_400)
      .optional()
      .describe("Time limit of a live run in seconds (120; more for large systems)."),
    select: globs.optional().describe("Only subjects that match one of these."),
    failOn: z.enum(["error", "warning", "info", "none"]).optional().describe("The severity that gates (error)."),
    unknown: unknownPolicy.optional().describe("Whether unknown assessments gate (gate) or are only reported."),
    baseline: text.optional().describe("A report or baseline file whose failures are accepted."),
    history: z
      .union([
        text,
        z.strictObject({
          location: text.describe("A folder, or s3://bucket/prefix."),
          keep: z.int().min(1).optional().describe("Number of reports to keep; the oldest are removed (100)."),
        }),
      ])
      .optional()
      .describe("A folder or s3://bucket/prefix that collects a report of each run."),
    reporters: z.array(text).optional().describe("name or name=file; at most one writes to standard output."),
    checks: checkEntries(vocabulary, { ...settings, ...scopeKeys() }).optional(),
    overrides: z
      .array(z.strictObject({ subjects: globs.min(1), checks: checkEntries(vocabulary, settings) }))
      .optional()
      .describe("Other settings for some subjects; the last match wins."),
    waivers: z
      .array(z.strictObject({ ...waiverKeys(id), subject: text.describe("A glob over the addresses of subjects.") }))
      .optional()
      .describe("Failures that are accepted for now, each with its reason."),
    expiresWithinDays: z.int().min(0).optional().describe("Warns this many days before a waiver expires (30)."),
    attestations: z.array(attestationSchema).optional().describe("Manual checks that people attest; unknown after `validUntil`."),
    score: z
      .strictObject({
        minimum: minimum.describe("Minimum score; the system is degraded below it."),
        characteristics: z
          .strictObject(Object.fromEntries(characteristics.map((name) => [name, minimum])))
          .optional()
          .describe("Minimum scores of characteristics; the system is degraded below them."),
      })
      .optional(),
    includeInfrastructure: z.boolean().optional().describe("Whether functions that only serve deployments are assessed too."),
    limits: limits.optional().describe("Limits on the size of inputs and on plug-ins."),
  };
}

/**
 * The schema of a whole config file.
 * @param vocabulary the checks whose ids and options it knows
 */
export function configSchema(vocabulary: Vocabulary) {
  // Made once: what environments have in common with the rest is one definition in the JSON schema.
  const keys = common(vocabulary);
  return z
    .strictObject({
      $schema: z.string().optional(),
      extends: names.optional().describe("recommended, strict, all, off, files or packages; later entries win (recommended)."),
      plugins: z.array(text).optional().describe("Files or packages with your own checks."),
      ...keys,
      environments: z
        .record(z.string(), z.strictObject(keys))
        .optional()
        .describe("Settings that --environment applies over the others."),
    })
    .describe("The config of serverless-fitness.");
}

export type Config = z.input<ReturnType<typeof configSchema>>;
export type CheckEntry = {
  readonly severity?: z.input<typeof severity>;
  readonly options?: Record<string, unknown>;
  readonly unknown?: z.input<typeof unknownPolicy>;
  readonly mandatory?: boolean;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly weight?: number;
  readonly tolerance?: z.input<typeof tolerance>;
};

/** What is known of a config before its plugins, and so its check ids, are: where the rest comes from. */
export const originsSchema = z.looseObject({ extends: names.optional(), plugins: z.array(text).optional() });
