// Suggestions for unknown commands and options.
import { type Command, CommanderError } from "commander";
import { nearestName } from "../nearest.ts";

/** One sentence that can be acted on; null for any other error. Commander's own is often another one: `--help` for `--temp`. */
export function suggestionFor(error: unknown, program: Command, [name = ""]: readonly string[]): string | null {
  if (!(error instanceof CommanderError)) return null;
  const wrong = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const commands = program.commands.map((command) => command.name());
  if (error.code === "commander.unknownCommand") {
    const meant = beginningOf(wrong, commands) ?? nearestName(wrong, commands);
    return meant === null ? `the commands are ${commands.join(", ")}` : `did you mean ${meant}?`;
  }
  const command = program.commands.find((each) => each.name() === name);
  if (error.code !== "commander.unknownOption" || command === undefined) return null;
  const options = command.options.flatMap(({ long, short }) => [short, long].flatMap((flag) => flag ?? []));
  const meant = beginningOf(wrong, options) ?? nearestName(wrong, options);
  return meant === null ? `see \`fitness ${name} --help\`` : `did you mean ${meant}?`;
}

/** The only one that begins like it: `--temp` is `--template`. */
function beginningOf(word: string, names: readonly string[]): string | null {
  const found = word === "" ? [] : names.filter((each) => each.startsWith(word));
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : null;
}
