// The handler that lists a fleet's targets into S3, as `fitness targets` does.
import * as z from "zod";
import { runCommand } from "../../cli/embedded.ts";
import { writeObject } from "./bucket.ts";
import { parseEvent } from "./events.ts";

export interface ListEvent {
  /** Where the list goes: `s3://bucket/key`. */
  readonly output: string;
  readonly regions?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  /** The role to assume in each of the accounts, or in all of the organization. */
  readonly roleName?: string | undefined;
  readonly accounts?: readonly string[] | undefined;
  readonly organization?: boolean | undefined;
  readonly externalId?: string | undefined;
  /** Globs over names of stacks. */
  readonly stacks?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly eachStack?: boolean | undefined;
}

export interface ListResult {
  readonly targets: number;
  /** The key of the list in its bucket. */
  readonly key: string;
  /** What could not be listed: systems there are not in the list. Give it to mergeReports, which fails for it. */
  readonly unlisted: readonly string[];
}

const texts = z.array(z.string().min(1)).optional();
const schema = z.strictObject({
  output: z.string().startsWith("s3://"),
  regions: texts,
  roles: texts,
  roleName: z.string().optional(),
  accounts: texts,
  organization: z.boolean().optional(),
  externalId: z.string().optional(),
  stacks: texts,
  tags: z.record(z.string(), z.string()).optional(),
  eachStack: z.boolean().optional(),
});
const SHAPE = '{"output": "s3://bucket/targets.jsonl", "organization": true, "roleName": "serverless-fitness"}';

/** @throws an Error with what the command says where nothing could be listed */
export async function listTargets(event: ListEvent): Promise<ListResult> {
  const given = parseEvent(schema, event, SHAPE);
  return runCommand(
    (folder) => ["targets", ...optionsOf(given), "--quiet", "-o", `${folder}/targets.jsonl`],
    { stdout: process.stdout },
    async ({ messages, file }) => {
      const list = file("targets.jsonl");
      if (list === null) throw new Error(messages.trim());
      process.stdout.write(messages);
      const key = await writeObject(given.output, list, "application/jsonl");
      const unlisted = messages.split("\n").filter((line) => line.includes("not listed: "));
      return { key, targets: list.trim().split("\n").length, unlisted };
    },
  );
}

function optionsOf(event: z.infer<typeof schema>): string[] {
  const many = (option: string, values: readonly string[] | undefined) =>
    values === undefined || values.length === 0 ? [] : [option, ...values];
  return [
    ...many("--region", event.regions),
    ...many("--role", event.roles),
    ...many("--role-name", event.roleName === undefined ? undefined : [event.roleName]),
    ...many("--account", event.accounts),
    ...(event.organization === true ? ["--organization"] : []),
    ...many("--external-id", event.externalId === undefined ? undefined : [event.externalId]),
    ...many("--stack", event.stacks),
    ...many(
      "--tag",
      Object.entries(event.tags ?? {}).map(([key, value]) => `${key}=${value}`),
    ),
    ...(event.eachStack === true ? ["--each-stack"] : []),
  ];
}
