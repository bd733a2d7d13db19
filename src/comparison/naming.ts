// What is the same thing in two reports: names without the digests that tools append, and without the name of a lone stack.
import type { Report } from "../audit/report.ts";

const CDK_DIGEST = /(?<=[A-Za-z0-9])(?=\d*[A-F])[0-9A-F]{8}(?:[0-9a-f]{32})?(?![A-Za-z0-9])/g;
/** Of versions and API deployments that SAM publishes. */
const SAM_DIGEST = /(?<=[A-Za-z])[0-9a-f]{10}(?![A-Za-z0-9])/g;

export interface Naming {
  /** The same for the same thing in both reports. */
  keyOf(name: string): string;
}

type Stacks = Report["source"]["stacks"];

/** @param stacks of one report @param others of the one that it is compared with */
export function namingFor(stacks: Stacks, others: Stacks): Naming {
  const [root, ...more] = rootsOf(stacks);
  const isLone = more.length === 0 && rootsOf(others).length === 1;
  const lone = isLone && root !== undefined ? new RegExp(`(?<![^\\s"/:])${escaped(root)}(?=/)`, "g") : null;
  return {
    keyOf(name) {
      const plain = name.replace(CDK_DIGEST, "").replace(SAM_DIGEST, "");
      return lone === null ? plain : plain.replace(lone, "");
    },
  };
}

/** Nested stacks are named by the one that they hang on. */
function rootsOf(stacks: Stacks): readonly string[] {
  const names = stacks.map(({ name }) => name);
  return names.filter((name) => !names.some((other) => name.startsWith(`${other}/`)));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
