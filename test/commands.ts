// Commands run in this process, in a folder and with an environment of which the tests know everything.
import type { Io, OutputStream } from "../src/cli/io.ts";
import { main } from "../src/cli/main.ts";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(cwd: string, args: readonly string[], more: Partial<Io> = {}): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written): OutputStream => ({
    write(text) {
      written[name] += text;
    },
  });
  const io: Io = {
    cwd,
    env: { LANG: "C.UTF-8" },
    platform: "linux",
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    readStandardInput: async () => Buffer.alloc(0),
    ...more,
  };
  return { exitCode: await main(args, io), ...written };
}
