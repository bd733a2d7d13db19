// The targets of a fleet: one system each, from a list in JSON or JSON Lines.
import * as z from "zod";
import { type Place, UsageError } from "../errors.ts";

/** Names become file names and parts of object keys: letters, digits and what is harmless in both. */
const NAME = /^[A-Za-z0-9][\w.@+=-]{0,199}$/;

const text = z.string().min(1);

export const targetSchema = z
  .strictObject({
    name: z
      .string()
      .regex(NAME, "must start with a letter or digit and have only letters, digits and . _ @ + = - (200 at most)")
      .describe("Unique in the list; the name of its report."),
    stacks: z.array(text).min(1).optional().describe("Live stacks, by name or ARN; together they are one system."),
    template: z
      .union([text, z.array(text).min(1)])
      .optional()
      .describe("A CDK assembly or templates, relative to the list."),
    region: text.optional(),
    account: text.optional().describe("Where the stacks are; shown in the report, and checked against the credentials."),
    role: text.optional().describe("The ARN of the role to assume."),
    externalId: text.optional().describe("Given to the role."),
    config: text.optional().describe("A config file, relative to the list; by default that of the run."),
    environment: text.optional().describe("An entry of the config's environments."),
    tags: z.record(text, z.string()).optional().describe("By which the fleet report groups: team, product."),
  })
  .refine((target) => (target.stacks === undefined) !== (target.template === undefined), "must name either stacks or a template");

export type Target = z.infer<typeof targetSchema>;

/**
 * The targets of a list: a JSON array, or one JSON object a line.
 * @param shown the list's name in errors
 * @throws UsageError with the place of what is wrong, for an empty list and for a duplicate name
 */
export function parseTargets(content: string, shown: string): readonly Target[] {
  const entries = entriesOf(content.replace(/^\uFEFF/, ""), shown);
  const lines = new Map<string, number | null>();
  const targets = entries.map(({ value, line }) => {
    const place = { file: shown, ...(line === null ? {} : { line, column: 1 }) };
    const parsed = targetSchema.safeParse(value);
    if (!parsed.success) throw new UsageError(`the target ${complaint(parsed.error)}`, { place, remedy: SHAPE });
    const { name } = parsed.data;
    if (lines.has(name))
      throw new UsageError(`target ${name} is in the list twice`, { place, remedy: "give each target a unique name" });
    lines.set(name, line);
    return parsed.data;
  });
  if (targets.length === 0) throw new UsageError("the list has no targets", { place: { file: shown }, remedy: SHAPE });
  return targets;
}

const SHAPE = 'a target is an object like {"name": "orders-prod", "stacks": ["orders"], "region": "eu-west-1"}';

interface Entry {
  readonly value: unknown;
  /** null in a JSON array. */
  readonly line: number | null;
}

function entriesOf(content: string, shown: string): readonly Entry[] {
  if (content.trimStart().startsWith("[")) {
    const list = parseJson(content, { file: shown });
    return Array.isArray(list) ? list.map((value) => ({ value, line: null })) : [];
  }
  return content.split(/\r?\n/).flatMap((text, index) => {
    const line = index + 1;
    return text.trim() === "" ? [] : [{ value: parseJson(text, { file: shown, line, column: 1 }), line }];
  });
}

function parseJson(content: string, place: Place): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new UsageError("is not valid JSON", { place, remedy: "write a JSON array, or one JSON object per line", cause });
  }
}

function complaint({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return "is not valid";
  const where = issue.path.length === 0 ? "" : `has a wrong ${issue.path.join(".")}: `;
  return `${where}${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
