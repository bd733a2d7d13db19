// What the launcher loads: runs the command line and leaves its exit code to the process, so that piped output is never cut.
import { describeFailure, paragraph } from "./failure.ts";
import { interrupted, main, processIo } from "./main.ts";

let isCut = false;

// `fitness check | head` closes the pipe early, which is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE" || isCut) return;
  isCut = true;
  process.exitCode = 2;
  process.stderr.write(
    paragraph(null, `cannot write to standard output: ${error.message}`, "write to a file on a disk with free space"),
  );
});
process.stderr.on("error", () => {});

/** Rejections of promises that nothing awaits: the AWS SDK leaves some behind when credentials fail for another reason. */
const strays: unknown[] = [];

/** Node would end with 1, which is a verdict; without a verdict there is nothing to take back. */
function voidVerdict(): void {
  const [stray] = strays;
  if (stray === undefined || process.exitCode === 2 || process.exitCode === interrupted) return;
  process.exitCode = 2;
  process.stderr.write(describeFailure(stray));
}

process.on("unhandledRejection", (error) => {
  strays.push(error);
  if (process.exitCode !== undefined) voidVerdict();
});

async function run(): Promise<void> {
  const exitCode = await main(process.argv.slice(2), processIo());
  // Without its report, the run has no verdict.
  process.exitCode = isCut ? 2 : exitCode;
  voidVerdict();
  // Nothing was written that could be cut, and a name that does not resolve would hold the process for seconds.
  if (exitCode === interrupted) process.exit();
}

// Nothing is left to do: giving the memory back piece by piece only takes time.
process.once("beforeExit", () => process.exit());

void run();
