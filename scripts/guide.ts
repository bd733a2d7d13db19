// Follows a page of the documentation to the letter: writes the files that it shows, runs the commands, and compares their output with it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

interface Block {
  readonly language: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The fenced blocks of a Markdown text, in order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map(([, language = "", info = "", text = ""]) => ({
    language,
    attributes: Object.fromEntries([...info.matchAll(/(\w+)="?([^"\s]+)"?/g)].map(([, key, value]) => [key, value])),
    text,
  }));
}

/**
 * Blocks with a title are files, `sh` blocks are commands, and a `text` block is part of what the commands before it print.
 * @param replaced what the commands name and is somewhere else: the package before it is published
 * @throws where a command ends with another exit code than it should (0, or `exit=1` on its fence), or prints something else
 */
export function followGuide(file: string, folder: string, replaced: Readonly<Record<string, string>>): void {
  let cwd = folder;
  let output = "";
  for (const { language, attributes, text } of blocksOf(readFileSync(file, "utf8"))) {
    if (attributes["title"] !== undefined) write(path.join(cwd, attributes["title"]), text);
    else if (language === "sh") {
      const commands = Object.entries(replaced).reduce((all, [name, by]) => all.replaceAll(name, by), text);
      const run = runIn(cwd, commands);
      if (run.status !== Number(attributes["exit"] ?? 0))
        throw new Error(`${file}: these commands ended with ${run.status}:\n${commands}\n${run.output}`);
      ({ cwd, output } = run);
    } else if (language === "text" && !output.includes(text)) {
      throw new Error(`${file}: expected in the output:\n${text}\nThe output is:\n${output}`);
    }
  }
}

const quietNpm = { npm_config_audit: "false", npm_config_fund: "false", npm_config_prefer_offline: "true" };

/** `cwd` of the result: where the commands went. */
function runIn(cwd: string, commands: string) {
  const { status, stdout, stderr, output } = spawnSync("bash", ["-ec", `trap 'pwd >&3' EXIT\n${commands}`], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", ...quietNpm },
  });
  return { status, output: `${stdout}${stderr}`, cwd: output[3]?.trim() ?? cwd };
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
