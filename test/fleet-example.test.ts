// The role for member accounts of the fleet's example: it allows what the commands ask for, and nothing beyond.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { targetActions } from "../src/sources/live/actions.ts";
import { run } from "./commands.ts";
import { folder } from "./folder.ts";

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[]; readonly Resource: string }[];
}

const file = path.resolve(import.meta.dirname, "../examples/fleet/member-role.yaml");

it("allows what an audit with all checks and a list of targets need", async () => {
  const cwd = folder({
    "fitness.config.json": { extends: ["all"], checks: { "required-tags": { options: { tags: { owner: true } } } } },
  });
  const needed = JSON.parse((await run(cwd, ["permissions"])).stdout) as Policy;
  // The intrinsic functions are of no interest here.
  const template = parse(readFileSync(file, "utf8"), { logLevel: "silent" }) as {
    Resources: { Role: { Properties: { Policies: readonly { PolicyDocument: Policy }[] } } };
  };
  const given = template.Resources.Role.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const actions = (statements: Policy["Statement"]): string[] => statements.flatMap(({ Action }) => Action).sort();
  expect(actions(given)).toEqual([...new Set([...actions(needed.Statement), ...targetActions])].sort());
  expect(given.map(({ Sid, Resource }) => ({ Sid, Resource }))).toEqual(
    needed.Statement.map(({ Sid, Resource }) => ({ Sid, Resource })),
  );
});
