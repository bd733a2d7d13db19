// invocation-qualifier: what invokes the function itself meets a new version at once, however carefully its alias shifts.
import * as z from "zod";
import type { AliasNode, Qualifier } from "../model/functions/function.ts";
import { type Invocation, type InvocationKind, invocationKinds, samEventKinds } from "../model/invocations/invocation.ts";
import type { Model } from "../model/model.ts";
import type { Unresolved } from "../model/value.ts";
import { type Assessment, defineCheck, type Evidence, type Remedy, type Subject } from "./define-check.ts";

export default defineCheck({
  id: "invocation-qualifier",
  title: "every invocation goes through the function's alias",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "invocation of a function that has an alias",
  severity: "error",
  options: z.strictObject({
    exclude: z.array(z.enum(invocationKinds)).default([]).describe("Kinds of invocation that may go past the alias."),
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
        remedy: remedyThrough(alias, invocation.kind),
        at: { resource: invocation.resource, path: invocation.path },
      };
      // A SAM event can make several invocations: what is said of it is the worst that is said of one.
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

/** null where it is no invocation of a function that has an alias. */
function judge({ target, enabled, shiftsTraffic }: Invocation, model: Model): Judgement | null {
  if (target.state === "unresolved") {
    const message = "the function that it invokes is not known";
    // What another stack or a store holds is no function of the audited stacks, as far as can be told.
    const mayMatter = target.elsewhere !== true && model.trafficAliases.length > 0;
    return mayMatter ? { message, fits: false, because: target, walked: [], alias: null } : null;
  }
  if (target.state !== "known" || !model.isSubject(target.value.function)) return null;
  const aliases = model.functionIndex.aliasesOf(target.value.function);
  const taken = target.value.qualifier.kind === "alias" ? target.value.qualifier.alias : null;
  const alias = taken ?? aliases.find(({ resource }) => resource.presence.state === "known") ?? aliases[0];
  if (alias === undefined) return null;
  const { resource } = target.value.function;
  const walked = [
    { resource, label: resource.label },
    { resource: alias.resource, label: alias.label },
  ];
  const said = judgeQualifier(target.value.qualifier, aliases, shiftsTraffic, model);
  // Switched off, it would bypass nothing.
  const because = said.because ?? (!said.fits && enabled.state === "unresolved" ? enabled : null);
  return { ...said, because, walked, alias };
}

type Said = Pick<Judgement, "message" | "fits" | "because">;

const fault = (message: string): Said => ({ message, fits: false, because: null });
const doubt = (message: string, because: Unresolved | string): Said => ({ message, fits: false, because });
const praise = (message: string): Said => ({ message, fits: true, because: null });

function judgeQualifier(qualifier: Qualifier, aliases: readonly AliasNode[], shiftsTraffic: boolean, model: Model): Said {
  const past = `past alias ${aliases.map(({ label }) => label).join(", ")}`;
  switch (qualifier.kind) {
    case "alias":
      return praise(`goes through alias ${qualifier.alias.label}`);
    case "none":
      return fault(`invokes the function itself, ${past}`);
    case "latest":
      return fault(`invokes $LATEST, ${past}`);
    case "version":
      return shiftsTraffic
        ? praise("is pinned to a version, and its invoker shifts traffic itself")
        : judgePinned(aliases, model);
    case "unknown alias":
      return doubt(
        `goes through alias ${qualifier.name}`,
        `none of the audited stacks defines alias ${qualifier.name} of the function; audit the one that does together with these, or correct the name`,
      );
    case "unresolved":
      return doubt("the qualifier through which it invokes the function is not known", qualifier.doubt);
  }
}

/** What is pinned moves to another version in one step, whatever the deployment group does to the alias. */
function judgePinned(aliases: readonly AliasNode[], model: Model): Said {
  const groups = aliases.map((alias) => {
    const link = model.deployments.linkOf(alias);
    return link.state === "known" ? link.value.group : link;
  });
  if (groups.some(({ state }) => state === "known" || state === "external"))
    return fault("is pinned to a version, which moves at once, past the deployment group");
  const open = groups.find((group) => group.state === "unresolved");
  return open?.state === "unresolved"
    ? doubt("is pinned to a version of a function that may have a deployment group", open)
    : praise("is pinned to a published version");
}

function remedyThrough(alias: AliasNode | null, kind: InvocationKind): Remedy {
  const owner = alias?.resource.facts.generatedFrom?.logicalId;
  const id = owner === undefined ? alias?.resource.logicalId : `${owner}.Alias`;
  const written = `name the alias where it names the function (${id === undefined ? "a Ref of it" : `!Ref ${id}`})`;
  const example = cdkExamples[kind];
  return {
    cdk: `give the construct that invokes the function its alias instead${example === undefined ? "" : `, e.g. ${example}`}`,
    sam: samEventKinds.has(kind) ? `${written}, or declare the invocation in the function's Events` : written,
    cloudformation: written,
  };
}

const cdkExamples: Partial<Record<InvocationKind, string>> = {
  "rest-api": "new LambdaIntegration(alias)",
  "http-api": "new HttpLambdaIntegration('Greet', alias)",
  "event-source-mapping": "alias.addEventSource(…)",
  "state-machine": "new LambdaInvoke(this, 'Greet', { lambdaFunction: alias })",
};
