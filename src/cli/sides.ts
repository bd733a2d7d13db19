// Finds out what each side of a comparison is, and has it read: a report, or a system that is audited for it.
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isReport, parseSide, type Side } from "../comparison/side.ts";
import type { Target } from "../config/choices.ts";
import type { ResolvedConfig } from "../config/load.ts";
import { withWrittenWaivers } from "../config/written-waivers.ts";
import { SourceError, UsageError } from "../errors.ts";
import { toolIdentity } from "../package-root.ts";
import { auditWithPlugins } from "../plugins/audit-with-plugins.ts";
import { withDrawings } from "./drawn.ts";
import { gatherFacts } from "./facts.ts";
import type { Io } from "./io.ts";
import { atRevision, isRevision } from "./revision.ts";

export interface SideRequest {
  readonly config: ResolvedConfig;
  readonly io: Io;
  readonly now: Date;
  readonly quiet: boolean;
  note(text: string): void;
}

/** @param name a report, an assembly, a template, a snapshot, or a git revision: `main`, `v1.2`, `HEAD~3:cdk.out` */
export async function readSide(name: string, request: SideRequest): Promise<Side> {
  const { io, config } = request;
  if (existsSync(path.resolve(io.cwd, name))) return readFile(name, request);
  const [revision = name, below] = splitRevision(name);
  if (!isRevision(revision, io.cwd)) {
    throw new UsageError(`${JSON.stringify(name)} is not a file, folder or git revision`, {
      remedy: "name a report, an assembly, a template, a snapshot, or a revision like main or HEAD~1:cdk.out",
    });
  }
  const names = below === undefined ? templatesOf(config) : [below];
  return atRevision(revision, io.cwd, async (cwd) => {
    const missing = names.find((each) => !existsSync(path.resolve(cwd, each)));
    if (missing !== undefined) throw notThere(missing, revision);
    return auditSide({ ...request, io: { ...io, cwd } }, { kind: "template", names });
  });
}

function splitRevision(name: string): readonly [string, string?] {
  const index = name.indexOf(":");
  return index < 0 ? [name] : [name.slice(0, index), name.slice(index + 1)];
}

function templatesOf({ target }: ResolvedConfig): readonly string[] {
  if (target?.kind === "template") return target.names;
  throw new UsageError("the git revision needs a template path", {
    remedy: "pass --template with a path in the repository, or write REVISION:path",
  });
}

function notThere(file: string, revision: string): UsageError {
  return new UsageError(`${file} is not in revision ${revision}`, {
    place: { file },
    remedy: `if the file is a build output, build that revision: git worktree add ../before ${revision}, run cdk synth there, and pass --against ../before/${file}`,
  });
}

async function readFile(name: string, request: SideRequest): Promise<Side> {
  const value = jsonIn(path.resolve(request.io.cwd, name));
  if (isReport(value)) {
    const side = parseSide(value);
    if (typeof side !== "string") return side;
    throw new SourceError(`is not a report that can be compared: ${side}`, {
      place: { file: name },
      remedy: "write it with fitness check --reporter json=FILE",
    });
  }
  const isSnapshot = typeof value === "object" && value !== null && "takenAt" in value && "answers" in value;
  return auditSide(request, { kind: isSnapshot ? "snapshot" : "template", names: [name] });
}

function jsonIn(file: string): unknown {
  if (!statSync(file).isFile()) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** @param target where it is not what the config names */
export async function auditSide(
  { config, io, now, quiet, note }: SideRequest,
  target: Target | null = config.target,
): Promise<Side> {
  const own = { ...config, target };
  const { facts, broken } = await gatherFacts(own, { io, now, quiet, note });
  const policy = { ...withWrittenWaivers(own, facts), broken, now, tool: toolIdentity(), elapsedMs: () => 0 };
  const report = await auditWithPlugins(facts, policy);
  const [unread] = report.unread;
  if (unread !== undefined)
    throw new SourceError(`could not be read, and incomplete systems are not compared: ${unread.message}`, {
      place: { file: unread.file },
    });
  return withDrawings(report, facts, own);
}
