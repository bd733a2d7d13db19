// Writes a file atomically, and does not replace what is not a regular file.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { UsageError } from "../errors.ts";

/**
 * A regular file is written beside and renamed, where a link leads as well: a reader finds the old text or the new one, whatever
 * happens. A device or a pipe is written to.
 * @param file relative to `cwd`; folders that do not exist are made
 * @param what it is, for the error
 * @throws UsageError where it cannot be written
 */
export function writeAtomically(file: string, text: string, cwd: string, what = "report"): void {
  const named = path.resolve(cwd, file);
  try {
    const stats = statSync(named, { throwIfNoEntry: false });
    if (stats?.isDirectory()) throw Object.assign(new Error("it is a directory"), { code: "EISDIR" });
    if (stats !== undefined && (!stats.isFile() || ofThisProcess.test(named))) writeThrough(named, text);
    else replace(stats === undefined ? ending(named) : realpathSync(named), stats, text);
  } catch (cause) {
    throw new UsageError(`the ${what} cannot be written: ${reasonOf(cause as NodeJS.ErrnoException)}`, {
      place: { file },
      remedy: "name a file in a writable folder",
      cause,
    });
  }
}

/** The open files of a process have names: what was written to them before has to stay. */
const ofThisProcess = /^\/(?:proc\/|dev\/(?:stdout|stderr|fd\/))/;

let written = 0;

function replace(file: string, old: Stats | undefined, text: string): void {
  const folder = path.dirname(file);
  makeFolder(folder);
  if (old !== undefined) accessSync(file, constants.W_OK);
  written += 1;
  const beside = path.join(folder, `.fitness-${process.pid}-${written}.tmp`);
  try {
    writeAll(beside, old, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeAll(beside: string, old: Stats | undefined, text: string): void {
  const descriptor = openSync(beside, "wx");
  try {
    writeFileSync(descriptor, text);
    if (old !== undefined) keepOwner(descriptor, old);
    // A disk may say only now that it is full.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(descriptor: number, { mode, uid, gid }: Stats): void {
  fchmodSync(descriptor, mode & 0o777);
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give a file to others.
  }
}

/** Made one by one: Node never ends making folders below what looks like a folder and takes none, as /proc does. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Where a link ends whose target does not exist yet. */
function ending(file: string, links = 0): string {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return file;
  if (links > 40) throw Object.assign(new Error(), { code: "ELOOP" });
  return ending(path.resolve(path.dirname(file), readlinkSync(file)), links + 1);
}

/** Milliseconds for which a pipe may be full. */
const patience = 30_000;

/** To the end, also where its reader is slower than this. Without a reader a pipe is rejected rather than waited for. */
function writeThrough(file: string, text: string): void {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0));
  try {
    const bytes = Buffer.from(text);
    const sleep = new Int32Array(new SharedArrayBuffer(4));
    let last = Date.now();
    for (let at = 0; at < bytes.length; ) {
      const length = attempt(descriptor, bytes, at);
      if (length > 0) last = Date.now();
      else if (Date.now() - last > patience) throw Object.assign(new Error(), { code: "ETIMEDOUT" });
      else Atomics.wait(sleep, 0, 0, 10);
      at += length;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** @returns how many bytes were taken; 0 where there is no room yet */
function attempt(descriptor: number, bytes: Buffer, at: number): number {
  try {
    return writeSync(descriptor, bytes, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return 0;
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EFBIG: "it would exceed the maximum file size",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is exceeded",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is not a directory",
  ENOENT: "its folder does not exist and cannot be created",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its symbolic links form a loop",
  ENXIO: "it has no reader",
  EPIPE: "its reader has closed it",
  ETIMEDOUT: "its reader has not read for 30 s",
  ERR_INVALID_ARG_VALUE: "its name is not a valid file name",
};

function reasonOf({ code = "", message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? message;
}
