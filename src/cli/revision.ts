// The files of a git revision in a folder of their own, without touching the working tree or its index.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UsageError } from "../errors.ts";

/** Whether git knows a commit of that name. False as well outside a repository, or where there is no git. */
export function isRevision(name: string, cwd: string): boolean {
  if (name === "" || name.startsWith("-")) return false;
  return git(["rev-parse", "--verify", "--quiet", `${name}^{commit}`], cwd) !== null;
}

/** @param use called with the folder that has the contents of `cwd` at that revision; the folder is deleted afterwards */
export async function atRevision<T>(revision: string, cwd: string, use: (folder: string) => Promise<T>): Promise<T> {
  const top = git(["rev-parse", "--show-toplevel"], cwd);
  const prefix = git(["rev-parse", "--show-prefix"], cwd);
  if (top === null || prefix === null) throw unread(revision);
  const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), "fitness-revision-")));
  try {
    const tree = path.join(scratch, "tree");
    // It is the root of a repository: templates read nothing above it.
    mkdirSync(path.join(tree, ".git"), { recursive: true });
    const env = { ...process.env, GIT_INDEX_FILE: path.join(scratch, "index") };
    if (git(["read-tree", `${revision}^{tree}`], top, env) === null) throw unread(revision);
    if (git(["checkout-index", "--all", "--force", `--prefix=${tree}/`], top, env) === null) throw unread(revision);
    const folder = path.join(tree, prefix);
    mkdirSync(folder, { recursive: true });
    return await use(folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function unread(revision: string): UsageError {
  return new UsageError(`revision ${JSON.stringify(revision)} could not be read from git`, {
    remedy: "check it out with git worktree add, and pass its path to --against",
  });
}

function git(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string | null {
  try {
    return execFileSync("git", args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
