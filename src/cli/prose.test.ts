// How a page looks on a terminal.
import { expect, test } from "vitest";
import { penFor } from "./pen.ts";
import { proseLines } from "./prose.ts";

const page = `## Why

A paragraph that is
wrapped by its author.

- one thing that is long enough for two lines
- another

| a | b |
|---|---|

\`\`\`yaml
Key:

  # no heading
\`\`\`
`;

test("paragraphs and lists fill the width, code and tables stay", () => {
  expect(proseLines(page, penFor({ colour: 0, unicode: true }), 30)).toEqual([
    "Why",
    "",
    "A paragraph that is wrapped by",
    "its author.",
    "",
    "- one thing that is long",
    "  enough for two lines",
    "- another",
    "",
    "| a | b |",
    "|---|---|",
    "",
    "    Key:",
    "",
    "      # no heading",
  ]);
});

test("headings are bold, code is coloured, and nothing can write on the terminal", () => {
  const lines = proseLines("# A\u0007\n\n```\nb\n```", penFor({ colour: 1, unicode: false }), 80);
  expect(lines[0]).toMatch(/^\u001b\[1mA.*\u001b\[22m$/);
  expect(lines[0]).not.toContain("\u0007");
  expect(lines.at(-1)).toBe("\u001b[36m    b\u001b[39m");
});
