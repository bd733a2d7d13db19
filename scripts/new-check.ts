// npm run new-check <id>: writes a check that works, with its test, prose and three fixtures, and registers it. Then change it into yours.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const index = "src/checks/index.ts";
const [id = "", ...others] = process.argv.slice(2);
const refusal = reasonAgainst();
if (refusal === null) scaffold();
else {
  process.stderr.write(`new-check: ${refusal}\n`);
  process.exitCode = 2;
}

function reasonAgainst(): string | null {
  if (others.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
    return "give one id, a kebab-case noun with its subject first: npm run new-check queue-redrive";
  }
  return existsSync(`src/checks/${id}.ts`) ? `there is a check ${id} already` : null;
}

function scaffold(): void {
  const folder = `fixtures/checks/${id}`;
  const written = new Map([
    [`src/checks/${id}.ts`, check()],
    [`src/checks/${id}.test.ts`, test()],
    [`src/checks/${id}.md`, prose()],
    [`${folder}/described.pass.cfn.yaml`, fixture("  Description: Takes orders")],
    [`${folder}/silent.fail.cfn.yaml`, fixture("")],
    [
      `${folder}/parameter.unknown.cfn.yaml`,
      `Parameters:\n  Purpose:\n    Type: String\n${fixture("  Description: !Ref Purpose")}`,
    ],
  ]);
  for (const [file, text] of written) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`${file}\n`);
  }
  register();
  execFileSync("npx", ["biome", "check", "--write", index, `src/checks/${id}.ts`, `src/checks/${id}.test.ts`], {
    stdio: "ignore",
  });
  process.stdout.write(`${index}\n\nNow: npx vitest run src/checks/${id}.test.ts && npm run generate\n`);
}

function register(): void {
  const variable = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const text = readFileSync(index, "utf8")
    .replace(/\n\nexport /, `\nimport ${variable} from "./${id}.ts";\n\nexport `)
    .replace(/,?\s*\];/, `, ${variable}];`)
    .replace("[, ", "[");
  writeFileSync(index, text);
}

function check(): string {
  return `// ${id}: one sentence on what goes wrong without it.
import * as z from "zod";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "${id}",
  title: "every function says what it is for",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "function",
  severity: "off",
  options: z.strictObject({
    minimumLength: z.int().min(1).default(1).describe("Characters of the description, at least."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const { resource } of model.functions) {
      const subject = { stack: resource.stack, resource, detail: null };
      const description = resource.property("Description").text();
      const evidence = [resource];
      if (description.state === "unresolved") {
        yield unknown(subject, { message: "its description is unknown", because: description, evidence, remedy });
        continue;
      }
      const length = description.state === "known" ? description.value.length : 0;
      const message = \`has a description of \${length} characters\`;
      if (length >= options.minimumLength) yield pass(subject, { message, evidence });
      else yield fail(subject, { message, evidence, remedy, at: { resource, path: ["Properties", "Description"] } });
    }
  },
});

const remedy = {
  cdk: "set description on the function",
  sam: "set Description on the function",
  cloudformation: "set the function's Description",
};
`;
}

function test(): string {
  return `// What ${id} says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./${id}.ts";

test("its fixtures", async () => {
  // Run once to have the snapshot written; then read it.
  expect(await assessFixtures(check)).toMatchInlineSnapshot();
});
`;
}

function prose(): string {
  return `## Why

What happens to the people who use the system when this is missing, in two or three sentences; a number or an incident helps.

## How it decides

Who is a subject, what passes, what fails, and when it cannot be told.

## Bad

\`\`\`yaml
Orders:
  Type: AWS::Lambda::Function
\`\`\`

## Good

\`\`\`yaml
Orders:
  Type: AWS::Lambda::Function
  Properties:
    Description: Takes orders
\`\`\`

## Fix

With the CDK, with SAM and in CloudFormation.

## Sources

- [AWS Lambda: quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)
`;
}

function fixture(properties: string): string {
  const lines = [
    "Runtime: nodejs22.x",
    "Handler: index.handler",
    "Role: arn:aws:iam::123456789012:role/orders",
    "Code: { ZipFile: '' }",
  ];
  const all = [...lines, ...(properties === "" ? [] : [properties.trim()])];
  return `Resources:\n  Orders:\n    Type: AWS::Lambda::Function\n    Properties:\n${all.map((line) => `      ${line}\n`).join("")}`;
}
