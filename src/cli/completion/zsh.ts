// The completion script for zsh: `source <(fitness completion zsh)`, or a file `_fitness` in a folder of $fpath.
import type { CompletedCommand, CompletedOption } from "./completed.ts";

export function zsh(commands: readonly CompletedCommand[]): string {
  return `#compdef fitness
# Completes fitness in zsh: source <(fitness completion zsh)
_fitness() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_fitness" ]; then _fitness "$@"; else compdef _fitness fitness; fi
`;
}

function commandCase({ name, options, words }: CompletedCommand): string {
  const free = words.length > 0 ? `'*:word:(${words.join(" ")})'` : "'*:file:_files'";
  const specs = [...options.flatMap(specsOf), free].map((spec) => `      ${spec}`).join(" \\\n");
  return `    ${name}) _arguments -s \\\n${specs} ;;`;
}

function specsOf({ names, description, values }: CompletedOption): string[] {
  const said = description.replace(/[[\]:]/g, "\\$&");
  const takes = values === null ? "" : values.length > 0 ? `:value:(${values.join(" ")})` : ":value:_files";
  return names.map((name) => quoted(`*${name}[${said}]${takes}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
