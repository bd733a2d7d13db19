// fitness simulate --recommend: the smallest change with which a broken version is rolled back and a healthy one hardly ever.
import { remedyFor } from "../audit/judge.ts";
import type { SimulatedDeployment } from "../audit/report.ts";
import { cdkCode } from "../simulation/advice/cdk-code.ts";
import { patchesOf } from "../simulation/advice/change-patches.ts";
import { searchChange, WANTED } from "../simulation/advice/search.ts";
import { templateCode } from "../simulation/advice/template-code.ts";
import { changesInWords, effectInWords } from "../simulation/advice/words.ts";
import { type Playable, subjectOf } from "../simulation/read/rollout.ts";

/** Of healthy versions that may be rolled back. */
const MAXIMUM_HEALTHY = 0.01;

/** @param rates requests a minute at which it has to hold; none: in heavy traffic */
export function recommend(
  read: Playable,
  rates: readonly number[],
  minimumProbability: number,
): SimulatedDeployment["recommendation"] {
  const wanted = { ...WANTED, rates, minimumProbability, maximumHealthy: MAXIMUM_HEALTHY, isWide: true, mayBeNone: true };
  const { found, tried } = searchChange(read, wanted);
  const subject = subjectOf(read);
  const { resource, stack } = subject;
  const where = rates.length > 1 ? ` at each of ${rates.join(", ")} requests a minute` : "";
  if (found === null) {
    const text = `no change found: ${tried} changes were simulated, and none rolls back a broken version${where} and at most 1 % of healthy versions`;
    return { text, effect: null, changes: [], code: null };
  }
  const { changes, effect } = found;
  if (changes.length === 0)
    return { text: `no change needed: ${effectInWords(effect)}${where}`, effect, changes: [], code: null };
  const inLanguage = (language: "cdk" | "sam" | "cloudformation"): string => changesInWords(changes, read, language);
  const said = { cdk: inLanguage("cdk"), sam: inLanguage("sam"), cloudformation: inLanguage("cloudformation") };
  const patches = patchesOf(changes, read);
  return {
    text: `${remedyFor(said, subject)}: then ${effectInWords(effect)}${where}`,
    effect,
    changes: patches,
    code: stack.language === "cdk" && resource.facts.constructPath !== null ? cdkCode(changes, read) : templateCode(patches),
  };
}
