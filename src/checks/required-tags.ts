// required-tags: what carries no tag is nobody's cost and nobody's duty.
import * as z from "zod";
import { faultsOf, type TagFault } from "../model/tag-requirement.ts";
import { type TagSubject, tagSubjects } from "../model/tag-subject.ts";
import { defineCheck, type Remedy } from "./define-check.ts";

const pattern = z.string().refine(isPattern, "is no regular expression");

export default defineCheck({
  id: "required-tags",
  title: "every resource and every stack has the required tags",
  characteristic: "cost",
  scope: "holistic",
  cadence: "triggered",
  needs: "either",
  subjects: "taggable resource; stack",
  severity: "error",
  options: z.strictObject({
    tags: z
      .record(z.string().min(1), z.union([z.literal(true), pattern, z.array(z.string()).min(1)]))
      .describe("Each key with what its value must be: true for anything, a regular expression, or a list of values."),
    on: z.enum(["both", "stack", "resources"]).default("both").describe("What needs the tags."),
  }),
  requires: ["tags"],
  *assess({ model, options, pass, fail, unknown }) {
    for (const node of tagSubjects(model, options.on)) {
      const { stack, resource, tags, standsFor } = node;
      const subject = { stack, resource, detail: null };
      const { faults, doubt, inherited } = faultsOf(tags, options.tags);
      const found = placed(node, faults[0]?.key ?? Object.keys(options.tags)[0] ?? "");
      if (faults.length > 0) yield fail(subject, { message: `${inWords(faults)}${bare(standsFor)}`, ...found });
      else if (doubt !== null) yield unknown(subject, { message: "may lack a required tag", because: doubt, ...found });
      else yield pass(subject, { message: `has ${Object.keys(options.tags).join(", ")}${fromStack(node, inherited)}`, ...found });
    }
  },
});

function placed({ resource, property }: TagSubject, key: string) {
  const remedy = remedyFor(key, property);
  if (resource === null || property === null) return { remedy };
  return { remedy, evidence: [resource], at: { resource, path: ["Properties", property] } };
}

function fromStack({ resource }: TagSubject, inherited: number): string {
  return resource === null || inherited === 0 ? "" : `, ${inherited} from its stack`;
}

function inWords(faults: readonly TagFault[]): string {
  const missing = faults.flatMap(({ key, wrong }) => (wrong === null ? [key] : []));
  const wrong = faults.flatMap(({ key, wrong: value }) => (value === null ? [] : [`${key} is ${value}`]));
  return [...(missing.length === 0 ? [] : [`lacks ${missing.join(", ")}`]), ...wrong].join("; ");
}

function bare(resources: number): string {
  if (resources === 0) return "";
  return resources === 1
    ? ", and so does its one resource that takes tags"
    : `, and so do all of its ${resources} resources that take tags`;
}

function remedyFor(key: string, property: string | null): Remedy {
  const whole = `deploy the stack with --tags ${key}=…, and audit it with --stack-tag ${key}=…`;
  return {
    cdk: `add Tags.of(app).add("${key}", "…"), or give the stack its tags: new Stack(app, id, { tags: { "${key}": "…" } })`,
    sam:
      property === null
        ? `set tags in samconfig.toml, or sam deploy --tags ${key}=…`
        : `add ${key} to its Tags, or set tags in samconfig.toml`,
    cloudformation: property === null ? whole : `add ${key} to its ${property}, or ${whole}`,
  };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") !== null;
  } catch {
    return false;
  }
}
