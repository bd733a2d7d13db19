// fitness completion: a script with which a shell completes commands, options, checks and reporters.
import type { Command, Option } from "commander";
import { builtInChecks } from "../../checks/index.ts";
import { reporters } from "../../reporters/index.ts";
import { bash } from "../completion/bash.ts";
import type { CompletedCommand, CompletedOption } from "../completion/completed.ts";
import { fish } from "../completion/fish.ts";
import { zsh } from "../completion/zsh.ts";

export const shells = { bash, zsh, fish } as const;
export type Shell = keyof typeof shells;

/** @returns the script for standard output */
export function completion(shell: Shell, program: Command): string {
  return shells[shell](program.commands.map(completed));
}

function completed(command: Command): CompletedCommand {
  const [argument] = command.registeredArguments;
  const words = command.name() === "explain" ? ids() : [...(argument?.argChoices ?? [])];
  return { name: command.name(), description: command.description(), options: command.options.map(option), words };
}

function option({ long, short, description, required, optional, argChoices }: Option): CompletedOption {
  const names = [long, short].flatMap((name) => name ?? []);
  return { names, description, values: required || optional ? valuesOf(long ?? "", argChoices ?? []) : null };
}

function valuesOf(long: string, choices: readonly string[]): readonly string[] {
  if (long === "--check" || long === "--skip") return ids();
  return long === "--reporter" ? Object.keys(reporters) : choices;
}

function ids(): string[] {
  return builtInChecks.map(({ id }) => id);
}
