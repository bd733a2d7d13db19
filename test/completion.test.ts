// The completion scripts in the shells that they are for; a shell that is not installed is skipped, and that is said.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { main } from "../src/cli/main.ts";
import { folder } from "./folder.ts";

async function script(shell: string): Promise<string> {
  let text = "";
  const stdout = { write: (written: string) => (text += written), isTTY: false };
  const io = {
    cwd: "/",
    env: {},
    platform: "linux",
    stdout,
    stderr: stdout,
    readStandardInput: async () => Buffer.alloc(0),
  } as const;
  expect(await main(["completion", shell], io)).toBe(0);
  return text;
}

function has(shell: string): boolean {
  const isThere = spawnSync(shell, ["-c", "true"]).status === 0;
  if (!isThere) console.warn(`SKIPPED: ${shell} is not installed`);
  return isThere;
}

const lines = [
  ["fitness ch", ["check"]],
  ["fitness explain progressive", ["progressive-traffic"]],
  ["fitness check --reporter sar", ["sarif"]],
  ["fitness check --skip throttle", ["throttle-alarm"]],
  ["fitness check --allow", ["--allow-unknown"]],
  ["fitness simulate --back", ["--backtest"]],
  ["fitness snapshot --back", ["--backtest"]],
  ["fitness completion z", ["zsh"]],
] as const;

const run: Record<string, (file: string, line: string) => string> = {
  bash: (file, line) => `
    source ${file}
    COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _fitness
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: (file, line) => `source ${file}; complete --do-complete "${line}" | string split -f1 \\t`,
};

for (const [shell, completing] of Object.entries(run)) {
  test.skipIf(!has(shell)).each(lines)(`${shell} completes %j with %j`, async (line, expected) => {
    const cwd = folder({ script: await script(shell) });
    const { stdout, stderr } = spawnSync(shell, ["-c", completing(`${cwd}/script`, line)], { cwd, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n")).toEqual(expected);
  });
}

test.skipIf(!has("zsh")).each(lines)(
  "zsh completes %j with %j, typed on a terminal",
  async (line, [expected]) => {
    const cwd = folder({ script: await script("zsh") });
    const driver = `
    zmodload zsh/zpty
    out=""
    await() { repeat 100; do while zpty -r -t z part; do out+=$part; done; [[ $out == *$1* ]] && return; sleep 0.1; done }
    zpty -b z zsh -f -i
    zpty -w z "PS1=; autoload -U compinit; compinit -u -d ${cwd}/dump; source ${cwd}/script; print READ''Y2"
    await READY2
    sleep 0.5
    zpty -w -n z "${line}"$'\\t'
    await ${expected}
    print -r -- $out`;
    const { stdout } = spawnSync("zsh", ["-f", "-c", driver], { cwd, encoding: "utf8", timeout: 30_000, killSignal: "SIGKILL" });
    const typed = line.slice(0, line.lastIndexOf(" ") + 1);
    expect(stdout.replace(/\u001b\[[?\d;]*[A-Za-z]/g, "")).toContain(typed + expected);
  },
  40_000,
);
