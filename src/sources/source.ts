// The interface of sources: takes a request, returns the facts of one system.

import type { SystemFacts } from "../model/facts.ts";
import type { Json } from "../model/json.ts";

export interface Limits {
  /** Bytes of one YAML file. */
  readonly yamlBytes: number;
  /** Bytes of one JSON file. */
  readonly jsonBytes: number;
  /** Levels of nesting in one file. */
  readonly depth: number;
  /** The maximum number of nodes that YAML aliases may expand to. */
  readonly aliasCount: number;
}

export const defaultLimits: Limits = { yamlBytes: 5_000_000, jsonBytes: 100_000_000, depth: 200, aliasCount: 100_000 };

export interface TemplateRequest {
  /** As the user named them; `-` is standard input. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** From `--parameter` and the config; win over every file. */
  readonly parameters: ReadonlyMap<string, Json>;
  /** From parts of the config that are weaker than what named the parameter files: these files win over them. */
  readonly weakParameters?: ReadonlyMap<string, Json>;
  /** By parameter, the file of the config that gives it. */
  readonly parameterOrigins?: ReadonlyMap<string, string>;
  /** From `--parameter-file`; the later wins. */
  readonly parameterFiles: readonly string[];
  readonly stackName: string | null;
  readonly stackTags: ReadonlyMap<string, string>;
  /** `AWS::Include` locations that are files on this disk: location → file. */
  readonly includeFiles: ReadonlyMap<string, string>;
  readonly region: string | null;
  /** The samconfig environment; `default` unless the user says otherwise. */
  readonly environment: string | null;
  /** Makes the error for an environment that no samconfig has; absent where the config has it. */
  readonly absentEnvironment?:
    | ((others: { readonly files: readonly string[]; readonly names: readonly string[] }) => Error)
    | null;
  readonly limits: Limits;
  readStandardInput(): Promise<Buffer>;
}

/** A request for these paths and nothing else: what a program asks that takes no options. */
export function requestFor(cwd: string, paths: readonly string[], more: Partial<TemplateRequest> = {}): TemplateRequest {
  return {
    paths,
    cwd,
    parameters: new Map(),
    parameterFiles: [],
    stackName: null,
    stackTags: new Map(),
    includeFiles: new Map(),
    region: null,
    environment: null,
    limits: defaultLimits,
    readStandardInput: () => Promise.reject(new Error("standard input is not available here")),
    ...more,
  };
}

export type Source<Request> = (request: Request) => Promise<SystemFacts>;
