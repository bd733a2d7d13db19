// The state of reading several inputs into one system: stacks with unique names, notes, and errors.
import { FitnessError, UsageError } from "../../errors.ts";
import type { StackFacts, Unread } from "../../model/facts.ts";
import type { TemplateRequest } from "../source.ts";
import type { GivenValues } from "./parameters.ts";
import type { SamConfig } from "./samconfig.ts";

export interface Reading {
  readonly request: TemplateRequest;
  readonly files: GivenValues;
  readonly direct: GivenValues;
  readonly stacks: StackFacts[];
  /** A set: several stacks may say the same. */
  readonly notes: Set<string>;
  readonly unread: Unread[];
  readonly failures: FitnessError[];
  readonly names: Set<string>;
  /** Names of the parameters that could be given. */
  readonly declared: Set<string>;
  /** Locations of `--include-file` that a template asked for. */
  readonly includesUsed: Set<string>;
  /** By samconfig file, what was read of it. */
  readonly samConfigs: Map<string, SamConfig>;
  /** Nested stacks so far: templates that contain each other twice grow without end. */
  nested: number;
}

/** @param given the values of parameter files, and over them those that were given directly */
export function startReading(request: TemplateRequest, given: Pick<Reading, "files" | "direct">): Reading {
  return {
    request,
    ...given,
    stacks: [],
    notes: new Set(),
    unread: [],
    failures: [],
    names: new Set(),
    declared: new Set(),
    includesUsed: new Set(),
    samConfigs: new Map(),
    nested: 0,
  };
}

/** Runs one part of the reading; what it cannot read is kept, so that the others are still read. */
export async function attempt(reading: Reading, file: string, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof FitnessError)) throw error;
    reading.failures.push(error);
    const { line, column } = error.place ?? {};
    const where = line === undefined ? "" : `line ${line}, column ${column ?? 1}: `;
    reading.unread.push({
      file: error.place?.file ?? file,
      message: `${where}${error.message}${error.remedy === null ? "" : `; ${error.remedy}`}`,
    });
  }
}

/** The first of the names that is free, else the last one with a number. */
export function uniqueName(reading: Reading, candidates: readonly string[]): string {
  const free = candidates.find((name) => !reading.names.has(name));
  let name = free ?? candidates.at(-1) ?? "stack";
  for (let number = 2; reading.names.has(name); number += 1) name = `${candidates.at(-1)}-${number}`;
  reading.names.add(name);
  return name;
}
