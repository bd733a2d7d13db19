// What the launcher loads: runs the command line and leaves its exit code to the process, so that piped output is never cut.
import { main, processIo } from "./main.ts";

// `fitness check | head` closes the pipe early; that is no error of anybody's.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), processIo());
