// Invokes a handler of serverless-fitness/lambda as Lambda does: in a process of its own, with the function's environment.
import { execFile } from "node:child_process";
import { root } from "./fitness.ts";

export interface Invoked {
  /** What the handler returned; null where it threw. */
  readonly result: unknown;
  readonly error: string | null;
  readonly log: string;
}

const MARK = "result of the handler: ";
const program = `
  const { [process.argv[1]]: handler } = await import("./dist/lambda.js");
  const context = { getRemainingTimeInMillis: () => Number(process.argv[3]) };
  const said = await handler(JSON.parse(process.argv[2]), context).then((result) => ({ result, error: null }), (error) => ({ result: null, error: error.message }));
  console.log(${JSON.stringify(MARK)} + JSON.stringify(said));
`;

export function invoke(
  name: string,
  event: object,
  env: Readonly<Record<string, string>>,
  remainingMilliseconds = 60_000,
): Promise<Invoked> {
  const args = ["--input-type=module", "-e", program, name, JSON.stringify(event), String(remainingMilliseconds)];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", ...env }, maxBuffer: 1e8 },
      (failure, stdout, stderr) => {
        const at = stdout.lastIndexOf(MARK);
        if (failure !== null || at < 0) reject(new Error(`${name} did not end: ${stderr}${stdout}`));
        else resolve({ ...JSON.parse(stdout.slice(at + MARK.length)), log: stdout.slice(0, at) });
      },
    );
  });
}
