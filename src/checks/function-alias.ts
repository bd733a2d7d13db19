// function-alias: without an alias on a published version there is nothing that traffic could be shifted between.
import * as z from "zod";
import type { Finding } from "../assessment.ts";
import type { AliasNode, FunctionNode } from "../model/functions/function.ts";
import type { Model } from "../model/model.ts";
import type { AliasState } from "../model/observed/ask.ts";
import { aliasesQuestion } from "../model/observed/own-questions.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "function-alias",
  title: "every function has an alias on a published version",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["aliases"],
  subjects: "function",
  severity: "error",
  options: z.strictObject({
    names: z.array(z.string().min(1)).default([]).describe("Accepted alias names; any name by default."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    // An alias whose function is unknown may belong to any function in its own stack.
    const strays = model.aliases.filter(({ function: owner }) => owner.state === "unresolved");
    for (const { resource, ...node } of model.functions) {
      const subject = { stack: resource.stack, resource, detail: null };
      const own = model.functionIndex.aliasesOf({ resource, ...node }).map((alias) => judge(alias, options.names));
      const near = strays
        .filter((alias) => alias.resource.stack === resource.stack)
        .map((alias) => judgeStray(alias, options.names));
      const fits = own.filter(({ fault, doubt }) => fault === null && doubt === null);
      const best = fits.find(({ alias }) => alias.resource.presence.state === "known") ?? fits[0];
      const doubtful = [...own, ...near].find(({ doubt }) => doubt !== null);
      const made = ofManualVersion({ resource, ...node }, options.names, model);
      if (best !== undefined) {
        yield pass(subject, { message: best.message, evidence: [resource, ...walk(best.alias)] });
      } else if (doubtful?.doubt) {
        const { message, doubt, alias } = doubtful;
        yield unknown(subject, { message, because: doubt, remedy, evidence: [resource, ...walk(alias)] });
      } else if (made !== null) {
        const message = `alias ${made.name}, which is not defined in the audited templates, points at version ${made.version}`;
        yield pass(subject, { message, evidence: [resource] });
      } else {
        yield fail(subject, { ...lack(own), remedy, evidence: [resource, ...own.flatMap(({ alias }) => walk(alias))] });
      }
    }
  },
});

function lack(own: readonly Judgement[]): Pick<Finding, "message" | "lacks"> {
  if (own.length === 0) return { message: "has no alias", lacks: "an alias" };
  return { message: own.map(({ fault }) => fault).join("; ") };
}

/** An alias that only the live system has, e.g. since a script makes it after each deployment. */
function ofManualVersion(node: FunctionNode, names: readonly string[], model: Model): AliasState | null {
  const question = aliasesQuestion(node);
  const seen = question === null ? null : model.observed(question);
  if (seen?.state !== "known") return null;
  const defined = new Set(model.functionIndex.aliasesOf(node).map(({ name }) => (name.state === "known" ? name.value : null)));
  const others = (seen.value ?? []).filter(({ name }) => !defined.has(name) && (names.length === 0 || names.includes(name)));
  return others.find(({ version }) => /^\d+$/.test(version)) ?? null;
}

interface Judgement {
  readonly alias: AliasNode;
  readonly message: string;
  /** Why it does not count, for certain. */
  readonly fault: string | null;
  /** Why unknown whether it counts. */
  readonly doubt: Unresolved | null;
}

function judge(alias: AliasNode, names: readonly string[]): Judgement {
  const { name, label, version } = alias;
  const judged = (message: string, fault: string | null, doubt: Unresolved | null): Judgement => ({
    alias,
    message,
    fault,
    doubt,
  });
  if (names.length > 0 && name.state === "known" && !names.includes(name.value))
    return judged("", `the name of alias ${label} is not one of the accepted names (${names.join(", ")})`, null);
  if (version.kind === "latest")
    return judged("", `alias ${label} points at ${version.name}, which is not a published version`, null);
  if (version.kind === "published" && version.resource === null)
    return judged("", `alias ${label} points at a version that does not exist`, null);
  if (names.length > 0 && name.state === "unresolved") return judged(`the name of alias ${label} is unknown`, null, name);
  if (version.kind === "unresolved") return judged(`the version that alias ${label} points at is unknown`, null, version.doubt);
  const target = version.kind === "number" ? `version ${version.number}` : "a published version";
  return judged(`alias ${label} points at ${target}`, null, null);
}

function judgeStray(alias: AliasNode, names: readonly string[]): Judgement {
  const { fault } = judge(alias, names);
  const doubt = alias.function.state === "unresolved" && fault === null ? alias.function : null;
  return { alias, message: `the function of alias ${alias.label} is unknown`, fault, doubt };
}

function walk(alias: AliasNode) {
  const version = alias.version.kind === "published" ? alias.version.resource : null;
  return [{ resource: alias.resource, label: alias.label }, ...(version === null ? [] : [version])];
}

const remedy = {
  cdk: "add an alias on the current version: new Alias(this, 'Live', { aliasName: 'live', version: fn.currentVersion })",
  sam: "set AutoPublishAlias: live on the function, which publishes a version with each code change",
  cloudformation: "add an AWS::Lambda::Version of the function and an AWS::Lambda::Alias whose FunctionVersion is its Version",
};
