// Writes src/sources/snapshot/write-only.json: the properties that CloudFormation takes and never gives back, by resource type.
// The schemas are no dependency: `pip download --no-deps cfn-lint==1.58.0 && unzip cfn_lint-*.whl -d DIR && npm run tables:secrets -- DIR`.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesSecret } from "../src/sources/snapshot/secret-names.ts";

interface Schema {
  readonly typeName?: string;
  readonly writeOnlyProperties?: readonly string[];
}

/** Types whose wiring the model reads: of these only what is named like a secret is hidden, or nothing could be judged any more. */
const READ =
  /^AWS::(?:ApiGateway|ApiGatewayV2|AppSync|CloudWatch|CodeDeploy|DynamoDB|IoT|KinesisFirehose|Lambda|Logs|Pipes|S3|SNS|SQS|Scheduler|StepFunctions)::|^AWS::(?:CloudFormation::Stack|Cognito::IdentityPool|Cognito::UserPool|Events::EventBus\w*|Events::Rule)$/;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: npm run tables:secrets -- DIR, where DIR has cfnlint/data/schemas");
const schemas = join(folder, "cfnlint", "data", "schemas");
const { schema_date: date } = JSON.parse(readFileSync(join(schemas, "version.json"), "utf8")) as { schema_date: string };

const found = new Map<string, Set<string>>();
for (const name of readdirSync(join(schemas, "resources"))) {
  if (!name.endsWith(".json")) continue;
  const { typeName = "", writeOnlyProperties = [] } = JSON.parse(
    readFileSync(join(schemas, "resources", name), "utf8"),
  ) as Schema;
  const paths = writeOnlyProperties.map((path) => path.replace(/^\/properties\//, "").replaceAll("/*/", "/"));
  const hidden = paths.filter((path) => !READ.test(typeName) || namesSecret(path.split("/").at(-1) ?? ""));
  if (hidden.length > 0) found.set(typeName, new Set([...(found.get(typeName) ?? []), ...hidden]));
}

const types = Object.fromEntries(
  [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, paths]) => [type, outermost([...paths].sort())]),
);
const target = join(import.meta.dirname, "..", "src", "sources", "snapshot", "write-only.json");
writeFileSync(target, JSON.stringify({ date: date.slice(0, 10), types }));
execFileSync("npx", ["biome", "format", "--write", target], { stdio: "inherit" });

/** What is below a property that is hidden as a whole need not be named. */
function outermost(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}
