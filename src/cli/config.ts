// The config of a command, with its options as the strongest layer; and what the command says beside its result.
import { builtInChecks } from "../checks/index.ts";
import { type ConfigRequest, loadConfig, type ResolvedConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { paragraph } from "./failure.ts";
import type { Io } from "./io.ts";
import type { ConfigOptions } from "./options.ts";

/** @param turnOn checks that are asked for by name, also where they are off */
export function configFor(
  options: ConfigOptions,
  io: Io,
  commandLine: Config = {},
  turnOn: readonly string[] = [],
): Promise<ResolvedConfig> {
  return loadConfig({ ...requestFor(options, io), commandLine, turnOn });
}

/** The same for a command that reads a system, whose samconfig.toml may have the environment that the config lacks. */
export function configForSystem(
  options: ConfigOptions,
  io: Io,
  commandLine: Config,
  turnOn: readonly string[] = [],
): Promise<ResolvedConfig> {
  return loadConfig({ ...requestFor(options, io), commandLine, turnOn, environmentElsewhere: true });
}

function requestFor({ config: file, environment }: ConfigOptions, io: Io): ConfigRequest {
  const write = (text: string): void => void io.stderr.write(text);
  return { cwd: io.cwd, file, environment, checks: builtInChecks, write, atEnd: io.atEnd };
}

export type Note = (text: string) => void;

/** Notes go to standard error, a paragraph each; with `--quiet` nowhere. */
export function noteTo(io: Io, quiet: true | undefined): Note {
  return (text) => {
    if (!quiet) io.stderr.write(paragraph(null, text, null));
  };
}
