// The templates of public repositories that need other files. test/corpora.test.ts has those that need none.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { requestFor } from "../../../test/folder.ts";
import { readTemplates } from "./template.ts";

const corpora = process.env["FITNESS_CORPORA"] ?? path.resolve(import.meta.dirname, "../../../../shared/corpora");
const filesIn = (name: string): string[] =>
  readdirSync(path.join(corpora, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(corpora, path.join(entry.parentPath, entry.name)))
    .sort();

describe.skipIf(!existsSync(corpora))("corpora (FITNESS_CORPORA, else ../shared/corpora)", () => {
  it("reads every template of the public repositories with the files it includes", async () => {
    const templates = filesIn("truth/inputs").filter(
      (file) => /template|sam-template|fixtures/.test(path.basename(file)) || file.includes("fixtures"),
    );
    expect(templates.length).toBeGreaterThan(20);
    for (const file of templates) {
      const [, , repository = "", ...rest] = file.split(path.sep);
      const facts = await readTemplates(requestFor(path.join(corpora, "truth/inputs", repository), [rest.join("/")]));
      expect(facts.unread).toEqual([]);
      expect(facts.stacks.length).toBeGreaterThan(0);
    }
  });
});
