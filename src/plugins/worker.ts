// The process of one plug-in or one config in code: serves requests of the command line and reports forbidden behaviour.
import type { MeasuredEntry } from "../audit/baseline/baseline.ts";
import type { MeasuredBeforeOf } from "../audit/run-check.ts";
import type { Worlds } from "../audit/worlds.ts";
import type { Check } from "../checks/define-check.ts";
import type { SystemFacts } from "../model/facts.ts";
import type { ReporterDeclaration } from "../reporters/define-reporter.ts";
import { declarationOf, exportedBy, NoPlugin, reporterDeclarationOf } from "./declared.ts";
import { importModule } from "./import-module.ts";
import type {
  CheckRequest,
  Greeting,
  Replies,
  ReplyMessage,
  RequestMessage,
  RequestName,
  Requests,
  SentStack,
  SentSystem,
} from "./messages.ts";
import { NotPlain, plainJson } from "./plain.ts";
import { validRendering } from "./rendering.ts";
import { receivedFacts } from "./sent-facts.ts";
import { isError, thrownText } from "./thrown.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";
import { Misconduct, strictly, validEvidenceAsk } from "./yielded.ts";

const assessmentsPerPart = 500;
/** Milliseconds in which what a plug-in opened may close by itself. */
const patience = 500;

const toHost = process.send?.bind(process);
const channel = process.channel;
// Code that asks whether it was forked must not talk to the host.
delete (process as { send?: unknown }).send;

let token = "";
let watchdog: Watchdog | undefined;
let checks: ReadonlyMap<string, Check> = new Map();
let reporters: ReadonlyMap<string, ReporterDeclaration> = new Map();
let system: SentSystem | null = null;
let stacks: SentStack[] = [];
let facts: SystemFacts | null = null;
/** Linked once for all checks. */
let worlds: Worlds | null = null;
let openBefore: readonly string[] = [];
/** Where nothing is left to wait for. */
let onIdle: (() => void) | null = null;

type Body = ReplyMessage extends infer Message ? (Message extends ReplyMessage ? Omit<Message, "token"> : never) : never;

function send(body: Body): Promise<void> {
  return new Promise((resolve) => {
    toHost?.({ token, ...body }, undefined, undefined, () => resolve());
  });
}

type Handlers = { readonly [Name in RequestName]: (request: Requests[Name]) => Promise<Replies[Name]> | Replies[Name] };

const handlers: Handlers = {
  config: async ({ file }) => plainJson((await imported(file))["default"] ?? null),
  plugin: async ({ file }) => {
    const found = exportedBy(await imported(file));
    checks = new Map(found.checks.map((check) => [check.id, check]));
    reporters = new Map(found.reporters.map((reporter) => [reporter.name, reporter]));
    return { checks: found.checks.map(declarationOf), reporters: found.reporters.map(reporterDeclarationOf) };
  },
  issues: ({ check, options }) => {
    const parsed = checkNamed(check).options.safeParse(options);
    return parsed.success ? [] : (JSON.parse(JSON.stringify(parsed.error.issues, withoutBig)) as Replies["issues"]);
  },
  system: (request) => {
    [system, stacks, facts, worlds] = [request, [], null, null];
    return null;
  },
  stack: (stack) => {
    stacks.push(stack);
    return null;
  },
  asks: async (request) => {
    const { link } = await import("../model/link.ts");
    const model = link(allFacts(), request);
    return [...(checkNamed(request.check).asks?.({ model, options: parsedOptions(request) }) ?? [])];
  },
  reads: (request) => validEvidenceAsk(checkNamed(request.check).reads?.(parsedOptions(request))),
  assess: async (request) => {
    const audit = await import("../audit/worlds.ts");
    const { subjectKey } = await import("../audit/run-check.ts");
    const { withReliance } = await import("../audit/reliance.ts");
    const { sentAssessment } = await import("./sent-assessment.ts");
    const check = strictly(checkNamed(request.check));
    const options = parsedOptions(request);
    worlds ??= new audit.Worlds(allFacts(), request.includeInfrastructure);
    const before = await measuredBefore(check, request.measured);
    const settled = worlds.assess(check, options, request.now, before).map((each) => [subjectKey(each), each] as const);
    const suppose = worlds.suppose(check, options, request.now, before);
    const found = [...withReliance(new Map(settled), worlds.base, suppose).values()].map(sentAssessment);
    for (let index = 0; index < found.length; index += assessmentsPerPart)
      await send({ part: found.slice(index, index + assessmentsPerPart) });
    return null;
  },
  render: ({ reporter, report, env }) => {
    watchdog?.reset();
    return validRendering(reporters.get(reporter)?.render(report, env));
  },
  rest: async () => {
    [system, stacks, facts, worlds] = [null, [], null, null];
    for (const end = Date.now() + patience; ; ) {
      // What was left to happen at once has happened then.
      await nextTurn();
      const open = openNow();
      if (open.length === 0 || Date.now() > end) return open;
      await nextTurn(20);
    }
  },
};

function nextTurn(milliseconds = 0): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}

/** @throws Misconduct where it waits for what never comes */
async function imported(file: string): Promise<Record<string, unknown>> {
  openBefore = process.getActiveResourcesInfo();
  const never = new Promise<never>((_resolve, reject) => {
    onIdle = () => reject(new Misconduct("never finishes loading: a top-level await never settles"));
  });
  channel?.unref();
  return Promise.race([importModule(file), never]);
}

async function measuredBefore(check: Check, entries: readonly MeasuredEntry[]): Promise<MeasuredBeforeOf> {
  const { fingerprintsFor } = await import("../audit/fingerprint.ts");
  const fingerprints = fingerprintsFor(allFacts());
  const measured = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  return (subject) => measured.get(fingerprints.of(check, subject, undefined)) ?? null;
}

function checkNamed(id: string): Check {
  const check = checks.get(id);
  if (check === undefined) throw new Misconduct(`has no check ${id}`);
  return check;
}

function parsedOptions({ check, options }: Pick<CheckRequest, "check" | "options">): unknown {
  return checkNamed(check).options.parse(options);
}

function allFacts(): SystemFacts {
  if (system === null) throw new Error("no system was sent");
  if (facts === null) {
    facts = receivedFacts(system, stacks);
    stacks = [];
    watchdog?.reset();
  }
  return facts;
}

function openNow(): string[] {
  const open = [...process.getActiveResourcesInfo()];
  for (const before of openBefore) if (open.includes(before)) open.splice(open.indexOf(before), 1);
  return open;
}

function withoutBig(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

async function handle<Name extends RequestName>({ name, request }: RequestMessage<Name>): Promise<Body> {
  try {
    return { reply: await handlers[name](request) };
  } catch (thrown) {
    if (thrown instanceof Misconduct || thrown instanceof NotPlain || thrown instanceof NoPlugin)
      return { fault: thrown.message };
    if (name === "plugin" || name === "config") return { fault: `could not be loaded: ${thrownText(thrown)}` };
    return isError(thrown)
      ? { threw: thrownText(thrown) }
      : { fault: `threw something that is not an Error: ${thrownText(thrown)}` };
  } finally {
    onIdle = null;
    channel?.ref();
  }
}

process.on("uncaughtException", (thrown) => void send({ fault: `threw an uncaught error: ${thrownText(thrown)}` }));
process.on("unhandledRejection", (thrown) => void send({ fault: `left a rejected promise unhandled: ${thrownText(thrown)}` }));
process.on("beforeExit", () => onIdle?.());
process.on("disconnect", () => process.exit());
process.once("message", (greeting: Greeting) => {
  token = greeting.token;
  watchdog = startWatchdog(greeting.memory);
  process.on("message", async (message: RequestMessage) => send(await handle(message)));
  void send({ reply: null });
});
