// The completion script for bash 4 and later: `source <(fitness completion bash)`.
import type { CompletedCommand } from "./completed.ts";

export function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# Completes fitness in bash: source <(fitness completion bash)
_fitness() {
  local current=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]} option="" index
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} help --version --help" -- "$current"))
    return
  fi
  for ((index = COMP_CWORD - 1; index > 1; index--)); do
    case "\${COMP_WORDS[index]}" in -*) option=\${COMP_WORDS[index]}; break ;; esac
  done
  case "$current" in -*) option="" ;; esac
  case "$command $option" in
${commands.flatMap(({ name, options }) => valueCases(name, options)).join("\n")}
  esac
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
complete -o default -F _fitness fitness
`;
}

function valueCases(name: string, options: CompletedCommand["options"]): string[] {
  return options
    .filter(({ values }) => values !== null && values.length > 0)
    .map(({ names, values }) => {
      const patterns = names.map((each) => `"${name} ${each}"`).join(" | ");
      return `    ${patterns}) COMPREPLY=($(compgen -W "${values?.join(" ")}" -- "$current")); return ;;`;
    });
}

/** Where nothing fits, files are completed, as the shell does by default. */
function commandCase({ name, options, words }: CompletedCommand): string {
  const flags = options.flatMap(({ names }) => names).join(" ");
  const free = words.length > 0 ? `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$current"))` : "COMPREPLY=()";
  return `    ${name}) case "$current" in -*) COMPREPLY=($(compgen -W "${flags} --help" -- "$current")) ;; *) ${free} ;; esac ;;`;
}
