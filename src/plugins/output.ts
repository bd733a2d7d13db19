// Sends the output of plug-in code to standard error, because standard output belongs to the report.

const most = 1_000_000;
/** What V8 says before it gives up, and where it was: of no use to the reader of a report. */
const lastWords = /^(?:<--- Last few GCs --->|FATAL ERROR: |#$|# Fatal |----- Native stack trace -----)/m;

/** Passes text on until there is too much of it. @returns what takes the output in pieces */
export function boundedOutput(write: (text: string) => void): (piece: string) => void {
  let left = most;
  return (piece) => {
    if (left <= 0) return;
    const end = piece.search(lastWords);
    const shown = (end === -1 ? piece : piece.slice(0, end)).slice(0, left);
    left = end === -1 ? left - piece.length : 0;
    if (shown.trim() !== "" || end === -1) write(shown);
  };
}
