// Turns an error into the paragraph that a user reads: where, what was wrong, what to do.
import { CommanderError } from "commander";
import { FitnessError, type Place } from "../errors.ts";
import { sourceStack } from "./source-stack.ts";

/**
 * The paragraph for standard error. Errors that are no FitnessError are faults of this program and say so.
 * @param suggestion what to do about an error of usage
 */
export function describeFailure(error: unknown, suggestion: string | null = null): string {
  if (error instanceof FitnessError) return paragraph(error.place, error.message, error.remedy);
  if (error instanceof CommanderError) return usage(error, suggestion);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const request = "This is a bug in fitness, not in your input; please report it with the command and the lines below";
  return `${paragraph(null, `internal error: ${message}`, request)}${sourceStack(stack ?? "")}\n`;
}

/** One paragraph, inert on a terminal whatever names it repeats. */
export function paragraph(place: Place | null, message: string, remedy: string | null): string {
  const where =
    place === null ? "" : `${[place.file, place.line, place.column].filter((part) => part !== undefined).join(":")}: `;
  return `fitness: ${inert(where + sentence(message))}${remedy === null ? "" : ` ${inert(capital(sentence(remedy)))}`}\n`;
}

/** Commander's own words: `error: unknown option '--foo'` and, on a second line, what it takes to be meant. */
function usage(error: CommanderError, suggestion: string | null): string {
  const [first = "", meant] = error.message.replace(/^error: /, "").split("\n");
  const remedy = suggestion ?? meant?.replace(/^\(|\)$/g, "") ?? "see `fitness --help`, or `fitness <command> --help`";
  return paragraph(null, first, remedy);
}

function sentence(text: string): string {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function inert(text: string): string {
  // Marks that turn the direction of writing show a name other than it is.
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Bidi_Control}]/gu, "�");
}
