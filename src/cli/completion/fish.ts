// The completion script for fish: `fitness completion fish | source`.
import type { CompletedCommand, CompletedOption } from "./completed.ts";

export function fish(commands: readonly CompletedCommand[]): string {
  const lines = [
    "# Completes fitness in fish: fitness completion fish | source",
    ...commands.map(({ name, description }) => {
      return `complete -c fitness -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`;
    }),
    ...commands.flatMap(linesOf),
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf({ name, options, words }: CompletedCommand): string[] {
  const when = `complete -c fitness -n '__fish_seen_subcommand_from ${name}'`;
  const free = words.length > 0 ? [`${when} -f -a ${quoted(words.join(" "))}`] : [];
  return [...free, ...options.map((option) => `${when} ${optionOf(option)}`)];
}

function optionOf({ names, description, values }: CompletedOption): string {
  const forms = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(" ");
  const takes = values === null ? "" : values.length > 0 ? ` -x -a ${quoted(values.join(" "))}` : " -r";
  return `${forms}${takes} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
