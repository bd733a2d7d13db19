// required-tags: the costs of untagged resources cannot be allocated.
import * as z from "zod";
import type { Remedy } from "../assessment.ts";
import type { Resource } from "../model/resource.ts";
import { faultsOf, type TagFault } from "../model/tags/tag-requirement.ts";
import { type TagSubject, tagSubjects } from "../model/tags/tag-subject.ts";
import { defineCheck } from "./define-check.ts";

const pattern = z.string().refine(isPattern, "is not a valid regular expression");

export default defineCheck({
  id: "required-tags",
  title: "every resource and every stack has the required tags",
  characteristic: "cost",
  scope: "holistic",
  cadence: "triggered",
  needs: "either",
  observes: ["tags"],
  subjects: "taggable resource; stack",
  severity: "error",
  options: z.strictObject({
    tags: z
      .record(z.string().min(1), z.union([z.literal(true), pattern, z.array(z.string()).min(1)]))
      .refine((tags) => Object.keys(tags).length > 0, "must contain at least one tag")
      .meta({ minProperties: 1 })
      .describe("Required keys, each with its allowed values: true for any value, a regular expression, or a list of values."),
    on: z.enum(["both", "stack", "resources"]).default("both").describe("Where the tags are required."),
  }),
  requires: ["tags"],
  *assess({ model, options, pass, fail, unknown }) {
    for (const node of tagSubjects(model, options.on)) {
      const { stack, resource, tags, untaggedResources } = node;
      const subject = { stack, resource, detail: null };
      const { faults, doubt, inherited } = faultsOf(tags, options.tags);
      const found = placed(node, faults.length > 0 ? faults : Object.keys(options.tags).map((key) => ({ key, wrong: null })));
      if (faults.length > 0)
        yield fail(subject, { message: `${inWords(faults)}${bare(untaggedResources)}`, ...lacking(faults), ...found });
      else if (doubt !== null) yield unknown(subject, { message: "may lack a required tag", because: doubt, ...found });
      else yield pass(subject, { message: `has ${Object.keys(options.tags).join(", ")}${fromStack(node, inherited)}`, ...found });
    }
  },
});

function placed(node: TagSubject, faults: readonly TagFault[]) {
  const { resource, property } = node;
  const remedy = remedyFor(faults, node);
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

function lacking(faults: readonly TagFault[]): { readonly lacks?: string } {
  const isMissing = faults.every(({ wrong }) => wrong === null);
  return isMissing ? { lacks: `the ${faults.length === 1 ? "tag" : "tags"} ${faults.map(({ key }) => key).join(", ")}` } : {};
}

function bare(resources: number): string {
  if (resources === 0) return "";
  return resources === 1
    ? ", and so does its one resource that takes tags"
    : `, and so do all of its ${resources} resources that take tags`;
}

function remedyFor(faults: readonly TagFault[], { stack, resource, property }: TagSubject): Remedy {
  const keys = faults.map(({ key }) => key);
  const missing = faults.flatMap(({ key, wrong }) => (wrong === null ? [key] : []));
  const wrong = keys.filter((key) => !missing.includes(key));
  const add = missing.length === 0 ? "" : `add ${missing.join(", ")}`;
  const correct = wrong.length === 0 ? "" : `correct ${wrong.join(", ")}`;
  const change = correct === "" ? `${add} to` : `${[add, correct].filter((part) => part !== "").join(" and ")} in`;
  const given = keys.map((key) => `${key}=…`).join(" ");
  // A live stack has its tags, a template is audited without those given at deployment.
  const toAudit = stack.facts.deployed === undefined ? `, and audit it with --stack-tag ${given}` : "";
  const whole = `deploy the stack with --tags ${given}${toAudit}`;
  const tagged = resource === null ? null : taggedInSam(resource);
  return {
    cdk: inCdk(missing, wrong),
    sam:
      tagged === null
        ? `set tags in samconfig.toml, or sam deploy --tags ${given}`
        : `${change} ${tagged}, or set tags in samconfig.toml`,
    cloudformation: property === null ? whole : `${change} its ${property}, or ${whole}`,
  };
}

/** A tag that is set nearer to the resource wins over the application's. */
function inCdk(missing: readonly string[], wrong: readonly string[]): string {
  const [key] = missing;
  if (key === undefined) return `correct ${wrong.join(", ")} at its definition: Tags.of(construct).add("${wrong[0]}", "…")`;
  const add = `add Tags.of(app).add(key, value) for ${missing.join(", ")}, or set the tags on the stack: new Stack(app, id, { tags: { "${key}": "…" } })`;
  return wrong.length === 0 ? add : `${add}; and correct ${wrong.join(", ")} at its definition`;
}

/** Where SAM takes the tags of a resource from; null where only the stack's reach it. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
function taggedInSam({ logicalId, type, facts: { generatedFrom } }: Resource): string | null {
  const isOfEvent = generatedFrom?.path[1] === "Events";
  if (generatedFrom !== null && (type === "AWS::Lambda::EventSourceMapping" || type === "AWS::Events::Rule")) return null;
  if (isOfEvent && type === "AWS::IAM::Role") return null;
  const owner = generatedFrom?.logicalId ?? logicalId;
  const isApi = type === "AWS::ApiGateway::RestApi";
  if (owner === logicalId) return isApi ? "its Tags, with PropagateTags: true" : "its Tags";
  if (logicalId === `${owner}Role`) return `the Tags of ${owner}`;
  return logicalId.startsWith(owner) ? `the Tags of ${owner}, with PropagateTags: true` : null;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") !== null;
  } catch {
    return false;
  }
}
