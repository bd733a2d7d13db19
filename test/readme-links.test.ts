// The links of README.md and docs/ lead to files that exist, and those that the package's texts point at are in the package.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly files: readonly string[] };

/** Relative link targets of a Markdown file, without their anchors. */
function linksOf(file: string): readonly string[] {
  const targets = [...readFileSync(file, "utf8").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^(https?:|mailto:|#)/.test(target)).map((target) => target.replace(/#.*$/, ""));
}

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
];

describe("links", () => {
  test.each(documents)("%s links to files that exist", (document) => {
    const missing = linksOf(document).filter((target) => !existsSync(path.join(path.dirname(document), target)));
    expect(missing).toEqual([]);
  });

  test("the package holds the documents that README.md links to, but for those of the repository alone", () => {
    const inRepositoryOnly = /^(CONTRIBUTING\.md|LICENSE|fixtures\/|examples\/|fitness\.config\.json$)/;
    const isPacked = (target: string) => files.some((entry) => target === entry || target.startsWith(`${entry}/`));
    const absent = linksOf("README.md").filter((target) => !isPacked(target) && !inRepositoryOnly.test(target));
    expect(absent).toEqual([]);
  });
});
