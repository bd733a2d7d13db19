// Reads the stacks that the user named, and those nested in them, into a recording.
import { SourceError } from "../../errors.ts";
import type { Unread } from "../../model/facts.ts";
import { type Nested, nestedIn } from "../nested-stacks.ts";
import type { RecordedStack, Recording } from "../recording.ts";
import type { Clients } from "./clients.ts";
import { type DescribedStack, deployedTemplate, describeStack, listResources } from "./cloudformation.ts";
import { endsRun, LiveFailure } from "./failure.ts";
import type { Identity } from "./identity.ts";
import { stackMissing } from "./missing-stack.ts";
import { parseStackArn } from "./region.ts";

export interface Reading {
  /** Without answers to questions. */
  readonly recording: Recording;
  /** Stacks that could not be read while others could. */
  readonly unread: readonly Unread[];
}

export interface StacksRequest {
  /** Names or ARNs; an ARN brings its region. */
  readonly names: readonly string[];
  /** Of the stacks that are given by name. */
  readonly region: string;
  readonly identity: Identity;
  readonly clients: Clients;
  readonly now: Date;
  /** Told once who asks for what. */
  readonly announce: (text: string) => void;
}

type ReadStack = Omit<RecordedStack, "parent">;

interface Run extends StacksRequest {
  readonly begun: Set<string>;
  readonly read: Map<string, ReadStack>;
  readonly failed: { readonly name: string; readonly error: SourceError }[];
}

/** @throws LiveFailure or SourceError where none can be read */
export async function readStacks(request: StacksRequest): Promise<Reading> {
  const run: Run = { ...request, begun: new Set(), read: new Map(), failed: [] };
  const described = await Promise.all(request.names.map((name) => attempt(run, name, () => describe(run, name, run.region))));
  const named = described.filter((stack) => stack !== null);
  if (named.length > 0) request.announce(introduction(request, named));
  const isShared = ({ name }: DescribedStack): boolean => named.filter((other) => other.name === name).length > 1;
  await Promise.all(
    named.map((stack) =>
      attempt(run, isShared(stack) ? `${stack.name} in ${stack.region}` : stack.name, () => readWhole(run, stack)),
    ),
  );
  const [failure] = run.failed;
  if (run.read.size === 0 && failure !== undefined) throw failure.error;
  const stacks = recorded(inOrder(named, run.read));
  const locator = request.names.join(", ");
  return {
    recording: { version: 1, takenAt: request.now.toISOString(), locator, stacks, answers: {}, notes: notesOn(stacks) },
    unread: run.failed.map(({ name, error }) => ({ file: name, message: error.message })),
  };
}

/** One stack that cannot be read does not keep the others from being read; what concerns all of them ends the run. */
async function attempt<T>({ failed }: Run, name: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SourceError) || (error instanceof LiveFailure && endsRun(error))) throw error;
    failed.push({ name, error });
    return null;
  }
}

async function describe({ clients, identity }: Run, name: string, defaultRegion: string): Promise<DescribedStack> {
  const region = parseStackArn(name)?.region ?? defaultRegion;
  const stack = await describeStack(clients, region, name);
  if (stack === null) throw await stackMissing({ clients, name, region, identity });
  if (stack.status === "DELETE_COMPLETE" || stack.status === "REVIEW_IN_PROGRESS") {
    const what = stack.status === "DELETE_COMPLETE" ? "was deleted" : "was never deployed";
    throw new SourceError(`stack ${stack.name} ${what}: it is ${stack.status}`, {
      remedy: "name a deployed stack, or audit its template with --template",
    });
  }
  return stack;
}

/** @param above the stacks that it is nested in */
async function readWhole(run: Run, stack: DescribedStack, above: readonly string[] = []): Promise<void> {
  if (run.begun.has(stack.id)) return;
  run.begun.add(stack.id);
  const [resources, template] = await Promise.all([listResources(run.clients, stack), deployedTemplate(run.clients, stack)]);
  const whole = { ...stack, template, resources };
  run.read.set(stack.id, whole);
  const within = [...above, stack.id];
  const readNested = async ({ id }: Nested): Promise<void> => {
    if (id === null) throw notFollowed("the resource list has no id for it");
    if (within.includes(id)) throw notFollowed("the resource list has the id of one of its parent stacks");
    await readWhole(run, await describe(run, id, stack.region), within);
  };
  await Promise.all(
    nestedIn(whole).map((nested) => attempt(run, nested.id ?? `${stack.name}/${nested.logicalId}`, () => readNested(nested))),
  );
}

function notFollowed(why: string): SourceError {
  return new SourceError(`this nested stack cannot be read: ${why}`, {
    remedy: "check the response of cloudformation:ListStackResources",
  });
}

/** Those that were named as they were named, each before those nested in it, whichever answer came first. */
function inOrder(named: readonly DescribedStack[], read: ReadonlyMap<string, ReadStack>): readonly ReadStack[] {
  const ordered = new Set<ReadStack>();
  const add = (id: string): void => {
    const stack = read.get(id);
    if (stack === undefined || ordered.has(stack)) return;
    ordered.add(stack);
    for (const { id: below } of nestedIn(stack)) if (below !== null) add(below);
  };
  for (const { id } of named) add(id);
  return [...ordered];
}

/** With names that are unique, and each nested one below the stack that it hangs on. */
function recorded(stacks: readonly ReadStack[]): readonly RecordedStack[] {
  const names = new Map<string, string>();
  for (const stack of stacks) names.set(stack.id, uniqueName(stack, new Set(names.values())));
  const nameOf = ({ id, name }: ReadStack): string => names.get(id) ?? name;
  // Each comes after the one that it is nested in.
  const place = new Map(stacks.map(({ id }, index) => [id, index]));
  const parents = new Map(
    stacks.flatMap((stack, index) =>
      nestedIn(stack).flatMap(({ id, logicalId }) =>
        id !== null && (place.get(id) ?? 0) > index ? [[id, { stack: nameOf(stack), logicalId }] as const] : [],
      ),
    ),
  );
  return stacks.map((stack) => ({ ...stack, name: nameOf(stack), parent: parents.get(stack.id) ?? null }));
}

/** AWS allows no point in the name of a stack, so what is made up here is the name of no other. */
function uniqueName({ name, region, account }: ReadStack, taken: ReadonlySet<string>): string {
  const free = [name, `${name}.${region}`].find((candidate) => !taken.has(candidate));
  return free ?? `${name}.${region}.${account}`;
}

function introduction({ identity, region }: StacksRequest, named: readonly DescribedStack[]): string {
  const account = identity.account ?? named[0]?.account ?? "unknown";
  const regions = [...new Set(named.map((stack) => stack.region))].join(", ") || region;
  const isOne = new Set(named.map((stack) => stack.region)).size < 2;
  const stacks = named.map((stack) => `${isOne ? stack.name : `${stack.name} in ${stack.region}`} ${stack.status}`).join(", ");
  return `account ${account}, ${regions}, as ${identity.arn ?? "an unknown identity"}: ${stacks}`;
}

function notesOn(stacks: readonly RecordedStack[]): string[] {
  const inFlux = stacks.filter(({ status }) => status.endsWith("_IN_PROGRESS"));
  return inFlux.map(({ name, status }) => `stack ${name} is ${status}: it may change during the audit`);
}
