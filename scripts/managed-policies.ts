// Writes src/model/tables/managed-policies.json: the policies that AWS manages and a role may have, but for those whose name says so
// (AWS…, Amazon…, CloudWatch…). From the list that the SAM translator (Apache-2.0) takes from IAM's ListPolicies:
// `pip download --no-deps --dest DIR aws-sam-translator==1.115.0`, unzip it there, then `npx jiti scripts/managed-policies.ts DIR`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
if (folder === undefined)
  throw new Error("usage: npx jiti scripts/managed-policies.ts DIR, where aws-sam-translator is unpacked in DIR");
const source = join(folder, "samtranslator", "internal", "data", "aws_managed_policies.json");
const { aws } = JSON.parse(readFileSync(source, "utf8")) as { readonly aws: Readonly<Record<string, string>> };
const names = Object.entries(aws)
  .filter(([name, arn]) => !/^(?:AWS|Aws|Amazon|CloudWatch)/.test(name) && !arn.includes(":policy/aws-service-role/"))
  .map(([name]) => name)
  .sort();

const target = join(import.meta.dirname, "..", "src", "model", "tables", "managed-policies.json");
writeFileSync(target, JSON.stringify(names));
execFileSync("npx", ["biome", "format", "--write", target], { stdio: "inherit" });
