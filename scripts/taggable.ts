// Writes src/model/tables/taggable.json: which resource types take tags, and in which property.
// The specification is no dependency: `npm install --prefix DIR @aws-cdk/aws-service-spec@0.1.216 && npm run tables -- DIR`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

interface SpecProperty {
  readonly type: { readonly type: string; readonly element?: { readonly type: string } };
}

interface SpecResource {
  readonly cloudFormationType: string;
  readonly tagInformation?: { readonly tagPropertyName: string };
  readonly properties: Readonly<Record<string, SpecProperty>>;
}

interface Spec {
  loadAwsServiceSpecSync(): { all(entity: "resource"): readonly SpecResource[] };
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: npm run tables -- DIR, where DIR/node_modules has @aws-cdk/aws-service-spec");
const require = createRequire(join(resolve(folder), "package.json"));
const { loadAwsServiceSpecSync } = require("@aws-cdk/aws-service-spec") as Spec;

const table: Record<string, Record<string, string[]>> = {};
for (const resource of loadAwsServiceSpecSync().all("resource")) {
  const type = resource.cloudFormationType;
  const property = tagProperty(resource);
  // SAM resources are expanded before they are audited; resources of other vendors are not CloudFormation's own.
  if (property === null || !type.startsWith("AWS::") || type.startsWith("AWS::Serverless::")) continue;
  const [, service = "", name = ""] = type.split("::");
  const services = table[property] ?? {};
  table[property] = { ...services, [`AWS::${service}`]: [...(services[`AWS::${service}`] ?? []), name] };
}

const target = join(import.meta.dirname, "..", "src", "model", "tables", "taggable.json");
writeFileSync(target, JSON.stringify(sorted(table)));
execFileSync("npx", ["biome", "format", "--write", target], { stdio: "inherit" });

/** As the specification says, else a property `Tags` that has the shape of tags. */
function tagProperty({ tagInformation, properties }: SpecResource): string | null {
  if (tagInformation !== undefined) return tagInformation.tagPropertyName;
  const own = properties["Tags"]?.type;
  return own?.element?.type === "tag" || own?.type === "map" || own?.type === "json" ? "Tags" : null;
}

function sorted(properties: typeof table): typeof table {
  const byKey = <T>(entries: Record<string, T>) => Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    byKey(properties).map(([property, services]) => [
      property,
      Object.fromEntries(byKey(services).map(([service, names]) => [service, [...names].sort()])),
    ]),
  );
}
