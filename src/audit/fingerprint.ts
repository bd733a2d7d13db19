// What an assessment is about, in a few letters: the same after unrelated changes, another CDK version, or a checkout elsewhere.
import { hash } from "node:crypto";
import type { Subject } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { ResourceFacts, StackFacts, SystemFacts } from "../model/facts.ts";

/** Digests that the CDK appends to names, also within construct paths; a version and an API deployment have one of their content behind it. */
const CDK_DIGEST = /(?<=[A-Za-z0-9])(?=\d*[A-F])[0-9A-F]{8}(?:[0-9a-f]{32})?(?![A-Za-z0-9])/g;
/** SAM appends ten digits of a digest to the ids of versions and API deployments. */
const SAM_DIGEST = /[0-9a-f]{10}$/;

export interface Fingerprints {
  /** @param target what failed, where one subject can fail on several */
  of(check: Pick<Check, "id">, subject: Subject, target: string | undefined): string;
  /** What names the stack wherever it is audited; empty for a sole stack whose name was only derived from that of a file or folder. */
  stackKey(name: string): string;
  /** The subject as a baseline names it: without a name that was only derived. */
  addressOf(subject: Subject): string;
}

export function fingerprintsFor({ stacks }: Pick<SystemFacts, "stacks">): Fingerprints {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const isSole = stacks.filter(({ parent }) => parent === null).length === 1;
  const keys = new Map<string, string>();
  const stackKey = (name: string): string => {
    const existing = keys.get(name);
    if (existing !== undefined) return existing;
    const key = keyOf(byName.get(name), name);
    keys.set(name, key);
    return key;
  };
  const keyOf = (stack: StackFacts | undefined, name: string): string => {
    if (stack === undefined) return name;
    if (stack.parent !== null) return joined(stackKey(stack.parent.stack), stack.parent.logicalId.replace(CDK_DIGEST, ""));
    return stack.nameDerived && isSole ? "" : name;
  };
  return {
    stackKey,
    of({ id }, { stack, resource, detail }, target) {
      const own = resource === null ? "" : plainId(resource.facts, stack.facts);
      const path = resource?.facts.constructPath?.replace(CDK_DIGEST, "");
      const address = path ?? joined(stackKey(stack.name), own);
      return hash("sha256", JSON.stringify([id, address, detail, target ?? null])).slice(0, 32);
    },
    addressOf({ stack, resource, detail }) {
      const path = resource?.facts.constructPath?.replace(/\/Resource$/, "");
      const address = path ?? (joined(stackKey(stack.name), resource?.logicalId ?? "") || "stack");
      return detail === null ? address : `${address} (${detail})`;
    },
  };
}

function joined(stack: string, own: string): string {
  return [stack, own].filter((part) => part !== "").join("/");
}

function plainId({ logicalId, generatedFrom }: ResourceFacts, { language }: Pick<StackFacts, "language">): string {
  if (generatedFrom !== null) return logicalId.replace(SAM_DIGEST, "");
  return language === "cdk" ? logicalId.replace(CDK_DIGEST, "") : logicalId;
}
