// Finds out what is to be audited and has the right source read it.
import type { Target } from "../config/choices.ts";
import type { ResolvedConfig } from "../config/load.ts";
import { UsageError } from "../errors.ts";
import type { SystemFacts } from "../model/facts.ts";
import { defaultLimits } from "../sources/source.ts";
import { findSource, readTemplates } from "../sources/template/template.ts";
import type { Io } from "./io.ts";
import type { LiveOptions } from "./live.ts";

/**
 * Reads the system that the command line or the config names, else the one in the working directory.
 * @param note called with the source where it was not named, and with the identity that reads live stacks
 * @param live what only a live system is read with
 * @throws SourceError or UsageError where nothing can be read
 */
export async function readSystem(
  config: ResolvedConfig,
  io: Io,
  note: (text: string) => void,
  live: LiveOptions = {},
): Promise<SystemFacts> {
  if (config.target !== null && config.target.kind !== "template" && config.absentEnvironment !== null)
    throw config.absentEnvironment();
  if (config.target?.kind === "stack") {
    const { readLive } = await import("./live.ts");
    return readLive(config, io, { ...live, stacks: config.target.names, note });
  }
  const limits = { ...defaultLimits, ...config.limits };
  if (config.target?.kind === "snapshot") {
    const { readSnapshots } = await import("../sources/snapshot/snapshot.ts");
    return readSnapshots({ paths: config.target.names, cwd: io.cwd, limits });
  }
  return readTemplates({
    paths: await templatePaths(config.target, io, note),
    cwd: io.cwd,
    parameters: config.parameters,
    weakParameters: config.weakParameters,
    parameterOrigins: config.parameterOrigins,
    parameterFiles: config.parameterFiles,
    stackName: config.stackName,
    stackTags: config.stackTags,
    includeFiles: config.includeFiles,
    region: config.region,
    environment: config.environment,
    absentEnvironment: config.absentEnvironment,
    limits,
    readStandardInput: io.readStandardInput,
  });
}

async function templatePaths(target: Target | null, io: Io, note: (text: string) => void): Promise<readonly string[]> {
  if (target !== null) return target.names;
  const found = findSource(io.cwd);
  if (found === null) {
    throw new UsageError(
      "nothing to audit: no cdk.out, .aws-sam/build/template.yaml, template.yaml or template.json in this folder",
      {
        remedy: "pass --template with a CDK assembly, CloudFormation or SAM template, or --stack with a live stack",
      },
    );
  }
  note(`auditing ${found} from the working directory; use --template for another`);
  return [found];
}
