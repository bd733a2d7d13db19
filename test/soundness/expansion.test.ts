// A SAM template, and the CloudFormation that it is expanded to: no check sees a difference.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { corpus } from "../../scripts/corpora.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { fixtureInputs, type Input, publicInputs, sizeOf } from "./inputs.ts";
import { expanded } from "./of-sam.ts";
import { everyCheck, outcomeOf } from "./verdicts.ts";

/** The group of a function whose condition is false: SAM's own doing, which its template shows and the expanded one does not. */
const ORPHANS = /left-over|passthrough-open|multiple_combinations_conditions_without_passthrough/;
/** What AWS's output has and ours does not: the credentials by which a method with IAM authorization invokes need no permission. */
const WITH_CREDENTIALS =
  /^(?:api_request_model_openapi_3|api_swagger_integration_with_string_api_id|api_with_default_aws_iam_auth)$/;
/** Lists in the outputs of the suite have no order, and one has the parts of an Fn::GetAtt the wrong way around. */
const UNORDERED = "http_api_global_iam_auth_enabled";

/** Of what the digest in a version's logical id is taken only SAM's own template says. */
const OF_DIGEST = /^version-publishing /;

const policy = await everyCheck();
const folder = corpus("sam");

/**
 * Subjects aside, of which SAM's are the function and its event, and CloudFormation's the resource that invokes.
 * @returns null for what cannot be audited
 */
async function counted(template: JsonObject, given: Readonly<Record<string, string>> = {}): Promise<readonly string[] | null> {
  const outcome = await outcomeOf(template, given, policy);
  return outcome.kind === "audited" ? outcome.said.map(({ check, verdict }) => `${check} ${verdict}`).sort() : null;
}

/** What AWS's translator was told when it made the outputs. */
function told(made: JsonObject): Record<string, string> {
  const declared = Object.keys((made["Parameters"] as JsonObject | undefined) ?? {});
  const given = ["1", "2"].filter((number) => declared.includes(`param${number}`));
  return {
    ...Object.fromEntries(given.map((number) => [`param${number}`, `value${number}`])),
    "AWS::Region": "ap-southeast-1",
    "AWS::AccountId": "111122223333",
    "AWS::StackName": "conformance",
  };
}

describe("no difference between a SAM template and", () => {
  const inputs = [...fixtureInputs(), ...publicInputs()].filter((input) => sizeOf(input) <= 40 && !ORPHANS.test(input.name));

  it("the CloudFormation that it is expanded to", async () => {
    let held = 0;
    for (const { name, template } of inputs.filter((_, index) => index % 3 === 0)) {
      const before = await counted(template);
      const made = before === null ? null : await expanded(template);
      if (made === null) continue;
      held += 1;
      const [said, ofSam] = [await counted(made), before].map((all) => all?.filter((line) => !OF_DIGEST.test(line)));
      expect({ name, said }).toEqual({ name, said: ofSam });
    }
    expect(held).toBeGreaterThan(100);
  }, 300_000);

  const ofAws = inputs.filter(({ name }) => name.startsWith("sam/input/"));
  const known = ({ name }: Input): string => path.basename(name, ".yaml");
  const comparable = ofAws.filter((input) => !WITH_CREDENTIALS.test(known(input)) && known(input) !== UNORDERED);

  it.skipIf(folder === null)(
    "the CloudFormation that AWS makes of it",
    async () => {
      for (const input of comparable) {
        const text = readFileSync(path.join(folder ?? "", "expected", `${known(input)}.json`), "utf8");
        const made = JSON.parse(text) as JsonObject;
        const before = await counted(input.template, told(made));
        if (before !== null) expect({ ...input, said: await counted(made, told(made)) }).toEqual({ ...input, said: before });
      }
    },
    300_000,
  );
});
