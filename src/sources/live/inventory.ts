// The stacks of an account and region with their exports and imports, for a fleet's list of targets.
import { CloudFormationClient, DescribeStacksCommand, ListImportsCommand, type Stack } from "@aws-sdk/client-cloudformation";
import type { Clients } from "./clients.ts";
import { LiveFailure } from "./failure.ts";
import { parseStackArn } from "./region.ts";

/** A stack with those nested in it. */
export interface InventoryStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The names of the stacks that import what it exports. */
  readonly importers: readonly string[];
}

const NOTHING_DEPLOYED: ReadonlySet<string> = new Set([
  "CREATE_FAILED",
  "DELETE_COMPLETE",
  "DELETE_IN_PROGRESS",
  "REVIEW_IN_PROGRESS",
  "ROLLBACK_COMPLETE",
]);

/** @param links whether to ask who imports what, one call for each export */
export async function inventoryOf(clients: Clients, region: string, links: boolean): Promise<readonly InventoryStack[]> {
  const client = clients.of(CloudFormationClient, region);
  const deployed = await deployedStacks(client);
  const roots = new Map(deployed.map(({ StackName = "", RootId = "" }) => [StackName, parseStackArn(RootId)?.name ?? StackName]));
  const importers = links ? await importersByRoot(client, deployed, roots) : new Map<string, ReadonlySet<string>>();
  return deployed.flatMap(({ StackName: name = "", StackId = "", ParentId, Tags = [] }): readonly InventoryStack[] => {
    if (ParentId) return [];
    const tags = Object.fromEntries(Tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])));
    const account = parseStackArn(StackId)?.account ?? "";
    return [
      { name, account, region, tags, importers: [...(importers.get(name) ?? [])].filter((other) => other !== name).sort() },
    ];
  });
}

async function deployedStacks(client: CloudFormationClient): Promise<readonly Stack[]> {
  const all: Stack[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new DescribeStacksCommand(token === undefined ? {} : { NextToken: token }));
    all.push(...(page.Stacks ?? []));
    token = page.NextToken;
  } while (token);
  return all.filter(({ StackStatus }) => !NOTHING_DEPLOYED.has(StackStatus ?? ""));
}

/** What a nested stack exports or imports, its root does. */
async function importersByRoot(
  client: CloudFormationClient,
  deployed: readonly Stack[],
  roots: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const importers = new Map<string, Set<string>>();
  const rootOf = (name: string): string => roots.get(name) ?? name;
  const exported = deployed.flatMap(({ StackName = "", Outputs = [] }) =>
    Outputs.flatMap(({ ExportName }) => (ExportName ? [{ root: rootOf(StackName), name: ExportName }] : [])),
  );
  for (const { root, name } of exported) {
    const own = importers.get(root) ?? new Set();
    importers.set(root, own);
    for (const importer of await importersOf(client, name)) own.add(rootOf(importer));
  }
  return importers;
}

async function importersOf(client: CloudFormationClient, exported: string): Promise<readonly string[]> {
  const names: string[] = [];
  let token: string | undefined;
  try {
    do {
      const { Imports = [], NextToken } = await client.send(
        new ListImportsCommand({ ExportName: exported, ...(token === undefined ? {} : { NextToken: token }) }),
      );
      names.push(...Imports);
      token = NextToken;
    } while (token);
  } catch (error) {
    // CloudFormation answers with an error for an export without imports.
    if (!(error instanceof LiveFailure) || !isNotImported(error)) throw error;
  }
  return names;
}

function isNotImported({ cause, message }: LiveFailure): boolean {
  return /is not imported by any stack/.test(`${message} ${cause instanceof Error ? cause.message : ""}`);
}
