// What the launcher loads: runs the command line and leaves its exit code to the process, so that piped output is never cut.
import { paragraph } from "./failure.ts";
import { interrupted, main, processIo } from "./main.ts";

let isCut = false;

// `fitness check | head` closes the pipe early; that is no error of anybody's.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE" || isCut) return;
  isCut = true;
  process.exitCode = 2;
  process.stderr.write(
    paragraph(null, `standard output cannot be written to: ${error.message}`, "write to a file that has room"),
  );
});
process.stderr.on("error", () => {});

const exitCode = await main(process.argv.slice(2), processIo());
// A report that nobody got is no verdict.
process.exitCode = isCut ? 2 : exitCode;
// Nothing was written that could be cut, and a name that does not resolve would hold the process for seconds.
if (exitCode === interrupted) process.exit();
