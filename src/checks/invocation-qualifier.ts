// invocation-qualifier: an invocation of the function itself runs a new version at once, although the alias shifts gradually.
import * as z from "zod";
import type { Assessment, Evidence, Remedy, Subject } from "../assessment.ts";
import type { AliasNode, FunctionReference } from "../model/functions/function.ts";
import { bypassOf } from "../model/invocations/bypass.ts";
import { type Invocation, type InvocationKind, invocationKinds, samEventKinds } from "../model/invocations/invocation.ts";
import type { Model } from "../model/model.ts";
import { lacksPermissionForAlias } from "../model/permissions/task-permission.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "invocation-qualifier",
  title: "every invocation goes through the function's alias",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "invocation of a function that has an alias, or of a durable one",
  severity: "error",
  options: z.strictObject({
    exclude: z.array(z.enum(invocationKinds)).default([]).describe("Kinds of invocation that may bypass the alias."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const assessments = new Map<string, Assessment>();
    for (const invocation of model.invocations) {
      const isOff = invocation.enabled.state === "known" && !invocation.enabled.value;
      const judged = isOff || options.exclude.includes(invocation.kind) ? null : judge(invocation, model);
      if (judged === null) continue;
      const { message, fits, because, walked, alias } = judged;
      const subject = subjectOf(invocation, model);
      const evidence = [invocation.resource, ...invocation.along, ...walked];
      const finding = {
        message,
        evidence,
        remedy: remedyFor(alias, invocation, model),
        at: { resource: invocation.resource, path: invocation.path },
      };
      // A SAM event can make several invocations: its finding is the worst of them.
      const key = `${subject.resource?.id} ${subject.detail}`;
      const said =
        because !== null ? unknown(subject, { ...finding, because }) : fits ? pass(subject, finding) : fail(subject, finding);
      assessments.set(key, worse(assessments.get(key), said));
    }
    yield* assessments.values();
  },
});

const ORDER = ["pass", "unknown", "fail"];

function worse(one: Assessment | undefined, other: Assessment): Assessment {
  return one === undefined || ORDER.indexOf(other.verdict) > ORDER.indexOf(one.verdict) ? other : one;
}

function subjectOf({ resource, detail, samEvent }: Invocation, model: Model): Subject {
  const node = samEvent === null ? undefined : model.system.resource(resource.stack.name, samEvent.function);
  if (samEvent === null || node === undefined) return { stack: resource.stack, resource, detail };
  return { stack: node.stack, resource: node, detail: samEvent.event };
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
  readonly walked: readonly Evidence[];
  readonly alias: AliasNode | null;
}

/** null where it is no invocation of a function that has an alias, or has to have one. */
function judge(invocation: Invocation, model: Model): Judgement | null {
  const { target } = invocation;
  if (target.state === "unresolved") {
    const message = "the function that it invokes is unknown";
    // What another stack or a store holds is no function of the audited stacks, as far as is known.
    const mayMatter = target.elsewhere !== true && model.trafficAliases.length > 0;
    return mayMatter ? { message, fits: false, because: target, walked: [], alias: null } : null;
  }
  return target.state === "known" && model.isSubject(target.value.function) ? judgeKnown(target.value, invocation, model) : null;
}

function judgeKnown(reference: FunctionReference, invocation: Invocation, model: Model): Judgement | null {
  const bypass = bypassOf(reference, invocation, model);
  if (bypass === null) return null;
  const { function: owner, qualifier } = reference;
  const aliases = model.functionIndex.aliasesOf(owner);
  const taken = qualifier.kind === "alias" ? qualifier.alias : null;
  const alias = taken ?? aliases.find(({ resource }) => resource.presence.state === "known") ?? aliases[0] ?? null;
  const walked = [
    { resource: owner.resource, label: owner.resource.label },
    ...(alias === null ? [] : [{ resource: alias.resource, label: alias.label }]),
  ];
  const starters = bypass.kind === "bypass" ? bypass.walked.map((resource) => ({ resource })) : [];
  const { enabled } = invocation;
  // Switched off, it would bypass nothing.
  const open = bypass.kind === "bypass" && enabled.state === "unresolved" ? enabled : null;
  return {
    message: bypass.how,
    fits: bypass.kind === "none",
    because: bypass.kind === "unresolved" ? bypass.doubt : open,
    walked: [...walked, ...starters],
    alias,
  };
}

function remedyFor(alias: AliasNode | null, invocation: Invocation, model: Model): Remedy {
  const { kind, shift } = invocation;
  if (shift.kind === "bypassed") return startThroughAlias;
  const owner = alias?.resource.facts.generatedFrom?.logicalId;
  const id = owner === undefined ? alias?.resource.logicalId : `${owner}.Alias`;
  const written = `use the alias instead of the function (${id === undefined ? "a Ref of it" : `!Ref ${id}`})`;
  const example = cdkExamples[kind];
  const permit = alias !== null && lacksPermissionForAlias(invocation, alias, model);
  const also = (how: string): string => (permit ? `, and allow lambda:InvokeFunction on it in ${how}` : "");
  return {
    cdk: `pass the alias to the construct that invokes the function${example === undefined ? "" : `, e.g. ${example}`}`,
    sam: samEventKinds.has(kind)
      ? `${written}, or declare the invocation in the function's Events`
      : `${written}${also(`the state machine's Policies (LambdaInvokePolicy, or Resource: !Ref ${id}) or its own Role`)}`,
    cloudformation: `${written}${also(`the state machine's role (Resource: !Ref ${id})`)}`,
  };
}

const startThroughAlias = {
  cdk: "start the state machine through its alias, or change its task to invoke the function's alias",
  sam: "set UseAliasAsEventTarget: true on the state machine, or change its task to invoke the function's alias",
  cloudformation: "use the state machine's alias to start it, or change its task to invoke the function's alias",
};

const cdkExamples: Partial<Record<InvocationKind, string>> = {
  "rest-api": "new LambdaIntegration(alias)",
  "http-api": "new HttpLambdaIntegration('Greet', alias)",
  "event-source-mapping": "alias.addEventSource(…)",
  "state-machine": "new LambdaInvoke(this, 'Greet', { lambdaFunction: alias })",
};
