// What the config and the command line choose: what is audited, who reports it, and where the reports are collected.
import path from "node:path";
import { UsageError } from "../errors.ts";
import type { Document } from "./document.ts";
import type { Config } from "./schema.ts";

export interface Target {
  readonly kind: "template" | "stack" | "snapshot";
  /** Files relative to the working directory, or stacks. */
  readonly names: readonly string[];
}

export interface ReporterChoice {
  readonly name: string;
  /** null: standard output. */
  readonly file: string | null;
  /** `?all` was given: of junit, that what does not gate is red as well. */
  readonly all: boolean;
}

export interface HistoryChoice {
  /** A folder relative to the working directory, or `s3://bucket/prefix`. */
  readonly location: string;
  /** Reports that are kept. */
  readonly keep: number;
}

export function fromCwd(file: string, { folder }: Document, cwd: string): string {
  if (file === "-" || path.isAbsolute(file) || folder === cwd) return file;
  return path.relative(cwd, path.resolve(folder, file)) || ".";
}

export function parseTarget(target: NonNullable<Config["target"]>, document: Document, cwd: string): Target {
  if (target.stack !== undefined) return { kind: "stack", names: [target.stack].flat() };
  const kind = target.template === undefined ? "snapshot" : "template";
  return { kind, names: [target[kind] ?? []].flat().map((name) => fromCwd(name, document, cwd)) };
}

const REPORTS_KEPT = 100;

export function historyIn(value: NonNullable<Config["history"]>, document: Document, cwd: string): HistoryChoice {
  const { location, keep = REPORTS_KEPT } = typeof value === "string" ? { location: value } : value;
  return { location: location.startsWith("s3://") ? location : fromCwd(location, document, cwd), keep };
}

export function parseReporter(text: string, document: Document, cwd: string): ReporterChoice {
  const all = text.endsWith("?all");
  const [name, ...rest] = (all ? text.slice(0, -"?all".length) : text).split("=");
  if (name === undefined || name === "" || (rest.length > 0 && rest.join("=") === "")) {
    throw new UsageError(`the reporter ${JSON.stringify(text)} is not of the form name or name=file`, {
      place: document.placeOf(["reporters"], "value"),
      remedy: "for example human, or junit=report.xml",
    });
  }
  return { name, file: rest.length === 0 ? null : fromCwd(rest.join("="), document, cwd), all };
}
