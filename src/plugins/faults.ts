// The errors of plug-in code.

/** The code did what no plug-in may do; the message completes "the plug-in …". Its process has ended. */
export class Fault extends Error {}

/** A check threw an error. */
export class Threw extends Error {}

/** Completes "the check foo …". */
export function inWords(error: Fault | Threw): string {
  return error instanceof Threw ? `threw an error: ${error.message}` : error.message;
}
