// Reads the results of other tools that checks ask for: finds the files, dates them, has each parsed by its format.
import { statSync } from "node:fs";
import path from "node:path";
import { SourceError } from "../../errors.ts";
import {
  type EvidenceAsk,
  type EvidenceContents,
  type EvidenceFacts,
  type EvidenceFile,
  evidenceKey,
} from "../../model/evidence/evidence.ts";
import { known, unresolved } from "../../model/value.ts";
import type { Limits } from "../source.ts";
import { displayPath, readBytes } from "../template/files.ts";
import { parseCompliance } from "./compliance.ts";
import { parseCoverage } from "./coverage.ts";
import { parseExperiment } from "./experiment.ts";
import { assemblyReports, matchingFiles } from "./find.ts";
import { FormatError, type Parsed } from "./format.ts";
import { parseLoadTest } from "./load-test.ts";
import { parseSarif } from "./sarif.ts";
import { parseTests } from "./test-report.ts";

export interface EvidenceRequest {
  readonly asks: readonly EvidenceAsk[];
  readonly cwd: string;
  /** The folder that the paths of checks are relative to: the config's. */
  readonly folder: string;
  /** What is audited, as the user named it: an assembly holds reports of its own. */
  readonly sources: readonly string[];
  readonly limits: Limits;
}

type Parser<Content> = (text: string, file: string) => Parsed<Content>;

const PARSERS: { readonly [Kind in keyof EvidenceContents]: Parser<EvidenceContents[Kind]> } = {
  compliance: parseCompliance,
  sarif: parseSarif,
  coverage: parseCoverage,
  tests: parseTests,
  load: parseLoadTest,
  experiment: parseExperiment,
};

/** Never throws for what is in a file: that file's content is unresolved. */
export function readEvidence({ asks, cwd, folder, sources, limits }: EvidenceRequest): EvidenceFacts {
  const read = new Map<string, readonly EvidenceFile[]>();
  for (const ask of asks) {
    const key = evidenceKey(ask);
    if (read.has(key)) continue;
    const files = ask.path === null ? assemblyReports(sources, cwd) : matchingFiles(ask.path, folder);
    const parse = PARSERS[ask.kind];
    read.set(
      key,
      files.map((file) => readOne(file, parse, displayPath(file, cwd), limits)),
    );
  }
  return read;
}

function readOne(
  file: string,
  parse: Parser<EvidenceContents[keyof EvidenceContents]>,
  shown: string,
  limits: Limits,
): EvidenceFile {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readBytes(file, shown, limits));
    if (text.trim() === "") throw new FormatError("the file is empty");
    const { content, writtenAt } = parse(text, path.basename(file));
    return { file: shown, writtenAt: writtenAt ?? modifiedAt(file), content: known(content) };
  } catch (error) {
    return { file: shown, writtenAt: modifiedAt(file), content: unresolved(reasonOf(error)) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof FormatError) return error.message;
  if (error instanceof SourceError) return [`the file ${error.message}`, error.remedy].filter(Boolean).join("; ");
  if (error instanceof TypeError) return "the file is not UTF-8 text";
  return "the file does not have the structure of its format";
}

/** 0 where the file vanished: older than any bound. */
function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
