// function-role: what a function may do is what an intruder may do, and a shared role may do what any of its functions needs.
import * as z from "zod";
import type { Failure } from "../assessment.ts";
import type { ExecutionRole } from "../model/functions/execution-role.ts";
import type { FunctionNode } from "../model/functions/function.ts";
import { grantsOfEverything } from "../model/functions/role-grants.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "function-role",
  title: "every function has its own role, and the role does not allow everything",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "function",
  severity: "warning",
  options: z.strictObject({
    shared: z.boolean().default(false).describe("Whether functions may share a role."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const role of model.executionRoles.values()) {
      if (!model.isSubject(role.function)) continue;
      const { resource } = role.function;
      const subject = { stack: resource.stack, resource, detail: null };
      const { faults, doubt, about = unknownOf(role), walked, at } = judge(role, options.shared, model);
      const finding = { evidence: [resource, ...walked] };
      const failing = { ...finding, remedy, at: at ?? { resource, path: ["Properties", "Role"] } };
      if (faults.length > 0) yield fail(subject, { message: faults.join("; "), ...failing });
      else if (doubt !== null) yield unknown(subject, { message: about, because: doubt, ...failing });
      else
        yield pass(subject, {
          message: `its ${options.shared ? "role" : "own role"} has no statement with Action *`,
          ...finding,
        });
    }
  },
});

function unknownOf({ role }: ExecutionRole): string {
  return role.state === "unresolved" ? "its role is unknown" : "the permissions of its role are unknown";
}

/** Functions that are named. */
const SHOWN = 3;

interface Judgement {
  readonly faults: readonly string[];
  readonly doubt: Unresolved | string | null;
  /** What is in doubt, where it is not the function's own role. */
  readonly about?: string;
  readonly walked: readonly Resource[];
  readonly at?: Failure["at"];
}

function judge(own: ExecutionRole, shared: boolean, model: Model): Judgement {
  const { role } = own;
  const sharers = shared ? [] : own.holders.filter((node) => node !== own.function);
  const sharing = sharers.length === 0 ? [] : [`shares its role with ${listOf(sharers)}`];
  const resources = sharers.map(({ resource }) => resource);
  // One that certainly exists is enough to share it; a thousand would only fill the report.
  const certain = resources.filter(({ presence }) => presence.state === "known").slice(0, SHOWN);
  const others = certain.length > 0 ? certain : resources;
  if (role.state !== "known") return { faults: sharing, doubt: doubtOf(role), walked: others };
  // Whose role was not seen may have this one.
  const unseen = shared || sharing.length > 0 ? null : model.unseenAnywhere("function");
  const [grant] = grantsOfEverything(role.value, model);
  const walked = [...new Set([role.value, ...(grant === undefined ? [] : [grant.place.resource]), ...others])];
  if (grant === undefined)
    return { faults: sharing, doubt: unseen, about: "it is unknown whether another function uses its role", walked };
  if (grant.doubt !== null) return { faults: sharing, doubt: grant.doubt, walked };
  return { faults: [`its role allows ${grant.what}`, ...sharing], doubt: null, walked, at: grant.place };
}

function doubtOf(role: Exclude<ExecutionRole["role"], { state: "known" }>): Unresolved | string {
  if (role.state === "unresolved") return role;
  if (role.state === "absent") return "it has no Role property";
  if (role.state === "missing") return `role ${role.name} does not exist`;
  return `role ${role.name} is not defined in the audited stacks; also audit the stack that defines it`;
}

function listOf(functions: readonly FunctionNode[]): string {
  const names = functions.map(({ resource }) => resource.label).sort();
  const rest = names.length - SHOWN;
  return rest > 0 ? `${names.slice(0, SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}

const remedy = {
  cdk: "omit role, so that the function gets its own role, and grant the permissions it needs: table.grantReadData(fn)",
  sam: "omit Role and list the required permissions in Policies, e.g. DynamoDBReadPolicy",
  cloudformation: "give the function its own AWS::IAM::Role with only the actions it needs",
};
