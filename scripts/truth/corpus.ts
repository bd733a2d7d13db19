// The corpus of facts about public templates: where it is, and what a file of facts says. Its README tells the format.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface TrueGroup {
  readonly resource: string;
  readonly config: { readonly kind: string; readonly name?: string };
  readonly alarms: {
    readonly undecided?: string;
    readonly enabled?: boolean;
    readonly list?: readonly { readonly where: string; readonly resource?: string; readonly name?: string }[];
  };
  readonly autoRollback: { readonly enabled: boolean; readonly events: readonly string[] };
  readonly hooks: { readonly before?: readonly string[]; readonly after?: readonly string[] };
}

export interface TrueInvocation {
  readonly kind: string;
  readonly resource: string;
  readonly detail: string;
  readonly route: string;
  readonly qualifier: string | null;
  readonly enabled?: boolean | string;
}

export interface ExternalInvocation {
  readonly kind: string;
  readonly resource: string;
  readonly detail: string;
}

export interface ExpectedInvocation {
  readonly kind: string;
  readonly resource: string;
  readonly detail: string;
  readonly verdict: string | null;
}

export interface Expected {
  readonly "function-alias"?: string;
  readonly "function-error-alarm"?: string;
  /** By alias. */
  readonly "version-publishing"?: Readonly<Record<string, string | null>>;
  readonly groups?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly "invocation-qualifier"?: readonly ExpectedInvocation[];
}

export interface TrueFunction {
  readonly role: string;
  readonly undecidedPresence: string | null;
  readonly aliases: readonly {
    readonly name: string;
    readonly version: string;
    readonly deploymentGroup: TrueGroup | null;
  }[];
  readonly invocations: readonly TrueInvocation[];
  readonly eventInvokeConfigs: readonly { readonly route: string; readonly qualifier: string | null }[];
  /** null: no subject. */
  readonly expect: Expected | null;
}

export interface TrueFacts {
  /** `owner+repo/template.parameters`, for people. */
  readonly name: string;
  /** The folder that is the working directory. */
  readonly folder: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, TrueFunction>>;
  readonly inertDeploymentGroups: readonly string[];
  /** Of functions that the template does not define. */
  readonly externalInvocations: readonly ExternalInvocation[];
}

/** The folder that holds `facts` and `inputs`; null where the corpora are not on this disk. */
export function truthFolder(): string | null {
  const corpora = process.env["FITNESS_CORPORA"] ?? path.resolve(import.meta.dirname, "../../../shared/corpora");
  const folder = path.join(corpora, "truth");
  return existsSync(path.join(folder, "facts")) ? folder : null;
}

export function readTruth(folder: string): readonly TrueFacts[] {
  const facts = path.join(folder, "facts");
  const files = readdirSync(facts, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => {
    const read = JSON.parse(readFileSync(path.join(facts, file), "utf8")) as Omit<TrueFacts, "name" | "folder">;
    const [repository = ""] = file.split(path.sep);
    return { ...read, name: file.replace(/\.json$/, ""), folder: path.join(folder, "inputs", repository) };
  });
}
