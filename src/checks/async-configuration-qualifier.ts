// async-configuration-qualifier: retries and destinations apply to one qualifier only.
import type { FunctionNode, Qualifier } from "../model/functions/function.ts";
import { isSameQualifier, qualifierInWords } from "../model/functions/qualifier.ts";
import type { Invocation } from "../model/invocations/invocation.ts";
import type { AsynchronousConfiguration } from "../model/messages/asynchronous.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "async-configuration-qualifier",
  title: "retries and destinations are set on the invoked qualifier",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["event-invoke-config"],
  subjects: "EventInvokeConfig",
  severity: "warning",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const configuration of model.asynchronousConfigurations) {
      const { resource, function: owner } = configuration;
      if (owner.state === "known" && !model.isSubject(owner.value)) continue;
      const subject = { stack: resource.stack, resource, detail: null };
      const { message, fits, because, walked } = judge(configuration, model);
      const evidence = [...(owner.state === "known" ? [owner.value.resource] : []), resource, ...walked];
      const finding = { message, evidence, remedy, at: { resource, path: ["Properties", "Qualifier"] } };
      if (because !== null) yield unknown(subject, { ...finding, because });
      else yield fits ? pass(subject, finding) : fail(subject, finding);
    }
  },
});

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
  readonly walked: readonly Resource[];
}

function judge({ function: owner, qualifier }: AsynchronousConfiguration, model: Model): Judgement {
  const doubt = (message: string, because: Unresolved | string, walked: readonly Resource[] = []): Judgement => ({
    message,
    fits: false,
    because,
    walked,
  });
  if (owner.state === "unresolved") return doubt("the function that it configures is unknown", owner);
  if (owner.state !== "known") return doubt("configures a function of another stack", ELSEWHERE);
  if (qualifier.kind === "unresolved") return doubt("the qualifier that it configures is unknown", qualifier.doubt);
  const here = `is on ${qualifierInWords(qualifier)}`;
  const uses = usesOf(owner.value, qualifier, model);
  const [use] = uses.filter(({ isSame, isOn }) => isSame === true && isOn);
  if (use !== undefined) return { message: `${here}, which traffic uses`, fits: true, because: null, walked: use.walked };
  const open = uses.find(({ isSame }) => isSame !== false);
  if (open !== undefined) {
    const { enabled } = open.invocation;
    const because = typeof open.isSame === "boolean" ? enabled : open.isSame;
    if (because.state === "unresolved") return doubt(`${here}, and it is unknown whether traffic uses it`, because, open.walked);
  }
  const [other] = uses.filter(({ isOn }) => isOn);
  return other === undefined
    ? judgeUnused(owner.value, qualifier, here, model)
    : {
        message: `${here}, and all traffic goes to ${othersOf(uses)}: its retries and destinations never apply`,
        fits: false,
        because: null,
        walked: other.walked,
      };
}

const ELSEWHERE = "the function is not defined in the audited stacks; also audit the stack that defines it";

/** Nothing here invokes the function: callers elsewhere can go through its aliases. */
function judgeUnused(owner: FunctionNode, qualifier: Qualifier, here: string, model: Model): Judgement {
  const [alias] = model.functionIndex.aliasesOf(owner);
  const walked = alias === undefined ? [] : [alias.resource];
  if (qualifier.kind === "unknown alias")
    return {
      message: here,
      fits: false,
      because: `no audited stack defines alias ${qualifier.name} of the function`,
      walked,
    };
  if (qualifier.kind === "alias" || alias === undefined)
    return { message: `${here}, and nothing in the audited stacks invokes another qualifier`, fits: true, because: null, walked };
  const because = `nothing in the audited stacks invokes the function, which has alias ${alias.label}; also audit the stacks that invoke it`;
  return { message: `${here}, and it is unknown whether traffic uses it`, fits: false, because, walked };
}

interface Use {
  readonly invocation: Invocation;
  readonly qualifier: Qualifier;
  readonly isSame: boolean | Unresolved;
  readonly isOn: boolean;
  readonly walked: readonly Resource[];
}

/** What invokes the function, unless it is switched off; what certainly exists comes first. */
function usesOf(node: FunctionNode, qualifier: Qualifier, model: Model): readonly Use[] {
  const uses = model.invocations.flatMap((invocation): readonly Use[] => {
    const { target, enabled, resource, along } = invocation;
    const isOff = enabled.state === "known" && !enabled.value;
    if (isOff || target.state !== "known" || target.value.function.resource !== node.resource) return [];
    const taken = target.value.qualifier;
    const aliases = taken.kind === "alias" ? [taken.alias.resource] : [];
    const walked = [...aliases, resource, ...along];
    return [
      { invocation, qualifier: taken, isSame: isSameQualifier(qualifier, taken), isOn: enabled.state !== "unresolved", walked },
    ];
  });
  const openness = ({ walked }: Use): number => (walked.every(({ presence }) => presence.state === "known") ? 0 : 1);
  return uses.sort((a, b) => openness(a) - openness(b));
}

function othersOf(uses: readonly Use[]): string {
  return [...new Set(uses.map(({ qualifier }) => qualifierInWords(qualifier)))].join(", ");
}

const remedy = {
  cdk: "configure asynchronous invocation on the alias: alias.configureAsyncInvoke({ retryAttempts: 2, onFailure })",
  sam: "set the function's EventInvokeConfig, which SAM puts on its AutoPublishAlias",
  cloudformation: "set the Qualifier of the EventInvokeConfig to the alias that is invoked",
};
