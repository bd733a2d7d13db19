// fitness list --lens: the checks by the questions of the AWS Serverless Applications Lens, and what no check covers.
import { Chalk } from "chalk";
import { type Io, streamEnvironment } from "../io.ts";
import { type LensQuestion, serverlessLens } from "../lens.ts";
import { cell, type Entry, markdown, painter } from "./list-entry.ts";

export function listByLens(
  entries: readonly Entry[],
  options: { readonly format: "human" | "json" | "markdown"; readonly color: boolean },
  io: Io,
): string {
  const questions = serverlessLens.map((question) => ({
    ...question,
    entries: question.checks.flatMap((id) => entries.find((entry) => entry.id === id) ?? []),
  }));
  if (options.format === "json") return `${JSON.stringify(questions.map(asJson), null, 2)}\n`;
  if (options.format === "markdown") return markdownLens(questions);
  const { colour } = streamEnvironment(io.stdout, io, options.color);
  return humanLens(questions, new Chalk({ level: colour }));
}

type Answered = LensQuestion & { readonly entries: readonly Entry[] };

function asJson({ id, question, entries, notCovered }: Answered) {
  return { id, question, checks: entries.map((entry) => ({ id: entry.id, severity: entry.severity })), notCovered };
}

function humanLens(questions: readonly Answered[], chalk: InstanceType<typeof Chalk>): string {
  const paint = painter(chalk);
  const texts = questions.map(({ id, question, entries, notCovered }) => {
    const column = Math.max(...entries.map((entry) => entry.id.length)) + 2;
    const lines = entries.map((entry) => `  ${paint(entry, entry.id.padEnd(column))}${entry.severity}`);
    const open = notCovered.map((topic) => chalk.dim(`  not covered: ${topic}`));
    return [chalk.bold(`${id}  ${question}`), ...lines, ...open].join("\n");
  });
  return `${texts.join("\n\n")}\n\nAWS Serverless Applications Lens of 2022-07-14; it has no sustainability questions\n`;
}

function markdownLens(questions: readonly Answered[]): string {
  const rows = questions.map(({ id, question, entries, notCovered }) =>
    [id, question, entries.map((entry) => `\`${entry.id}\` (${entry.severity})`).join("<br>"), notCovered.join("<br>")]
      .map(cell)
      .join(" | "),
  );
  return markdown(["", "question", "checks", "not covered"], rows);
}
