// Every public template of the corpora is read, or refused for a reason that is right.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { requestFor } from "../../../test/folder.ts";
import { SourceError } from "../../errors.ts";
import { readTemplates } from "./template.ts";

const corpora = process.env["FITNESS_CORPORA"] ?? path.resolve(import.meta.dirname, "../../../../shared/corpora");
const filesIn = (name: string): string[] =>
  readdirSync(path.join(corpora, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(corpora, path.join(entry.parentPath, entry.name)))
    .sort();

/** The refused templates, by file name, and why. */
const refused: Readonly<Record<string, RegExp>> = {
  "Solutions__GitLabAndVSCode__GitLabAndVSCode.json": /"Network" whose Type is no text/,
  "CloudFormation__StackSets__common-resources.json": /"Storage" whose Type is no text/,
  "apigw-custom-domain-edge__template.yaml": /not valid YAML: Implicit keys/,
  "vpc-lattice-lambda__template.yaml": /the key "VLFunctionPrimary" twice/,
  "apigw-mutualtls-lambda__template.yaml": /no Transform: it is a fragment/,
};

describe.skipIf(!existsSync(corpora))("corpora (FITNESS_CORPORA, else ../shared/corpora)", () => {
  it("reads or rightly refuses every template", async () => {
    const wrong: string[] = [];
    for (const file of filesIn("templates")) {
      const reason = refused[path.basename(file)];
      const message = await readTemplates(requestFor(path.join(corpora, path.dirname(file)), [path.basename(file)])).then(
        ({ stacks }) => (stacks.length > 0 ? null : "nothing was read"),
        (error: unknown) => (error instanceof SourceError ? error.message : `crash: ${String(error)}`),
      );
      if (reason === undefined ? message !== null : !reason.test(message ?? "")) wrong.push(`${file}: ${message}`);
    }
    expect(wrong).toEqual([]);
  });

  it("reads every SAM input, which brings no Transform of its own", async () => {
    const wrong: string[] = [];
    for (const file of filesIn("sam/input")) {
      const text = readFileSync(path.join(corpora, file), "utf8");
      const bytes = Buffer.from(/^Transform/m.test(text) ? text : `${text}\nTransform: AWS::Serverless-2016-10-31\n`);
      const request = requestFor(corpora, ["-"], { readStandardInput: async () => bytes });
      await readTemplates(request).catch((error: unknown) => wrong.push(`${file}: ${String(error)}`));
    }
    expect(wrong).toEqual([]);
  });

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
