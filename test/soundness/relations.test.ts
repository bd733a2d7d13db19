// One and the same system, written in several ways: no check sees a difference.
import { beforeAll, describe, expect, it } from "vitest";
import type { AuditPolicy } from "../../src/audit/policy.ts";
import { chanceOf } from "../../src/simulation/play/random.ts";
import { fixtureInputs, type Input, publicInputs, sizeOf } from "./inputs.ts";
import { intoGlobals } from "./of-sam.ts";
import { type Relation, relations } from "./relations.ts";
import { renamed } from "./renaming.ts";
import { everyCheck, type Outcome, outcomeOf } from "./verdicts.ts";
import { toYaml } from "./yaml.ts";

const all = [...fixtureInputs(), ...publicInputs()].filter((input) => sizeOf(input) <= 40);
/** Of each template some relations are held: together they meet all of them. */
const EVERY = 7;
/** Names of aliases are shorter. */
const SHORTEST_LABEL = 5;

let policy: AuditPolicy;
const audits = new Map<string, Outcome>();

beforeAll(async () => {
  policy = await everyCheck();
});

async function outcome({ name, template }: Input): Promise<Outcome> {
  const known = audits.get(name) ?? (await outcomeOf(template, {}, policy));
  audits.set(name, known);
  return known;
}

function written(outcomeOfTemplate: Outcome, ids: ReadonlyMap<string, string> = new Map()): readonly string[] {
  if (outcomeOfTemplate.kind !== "audited") return [outcomeOfTemplate.kind];
  const named = (id: string): string => ids.get(id) ?? id;
  // A label is a logical id without the CDK's hash.
  const labelled = (text: string): string => {
    const [whole, made] = [...ids].find(([id]) => text.length > SHORTEST_LABEL && id.startsWith(text)) ?? [text, text];
    return made.slice(0, made.length - (whole.length - text.length));
  };
  const shown = (detail: string | null): string =>
    labelled(String(detail)).replace(/\$\{(\w+)/g, (_whole, id: string) => `\${${named(id)}`);
  return outcomeOfTemplate.said
    .map(({ check, logicalId, detail, verdict }) => `${check} ${named(logicalId ?? "")} ${shown(detail)} ${verdict}`)
    .sort();
}

/** Names of templates that are judged otherwise when they are written otherwise. */
async function differences(
  relation: Relation,
  offset: number,
): Promise<{ readonly held: number; readonly wrong: readonly string[] }> {
  const chance = chanceOf(7);
  const wrong: string[] = [];
  let held = 0;
  for (const input of all.filter((_, index) => index % EVERY === offset % EVERY)) {
    const rewritten = relation.rewrite(input.template, chance);
    if (rewritten === null) continue;
    held += 1;
    const before = written(await outcome(input), rewritten.renamed);
    const after = written(await outcomeOf(rewritten.template, {}, policy));
    const changed = [...before.filter((line) => !after.includes(line)), ...after.filter((line) => !before.includes(line))];
    if (changed.length > 0) wrong.push(`${input.name}: ${changed.slice(0, 4).join(" · ")}`);
  }
  return { held, wrong };
}

describe("no difference between", () => {
  it.each([...relations, renamed, intoGlobals].map((relation, index) => [relation.name, relation, index] as const))(
    "a template and %s",
    async (_name, relation, index) => {
      const { held, wrong } = await differences(relation, index);
      expect(wrong).toEqual([]);
      expect(held).toBeGreaterThan(20);
    },
    300_000,
  );

  it("a template in JSON and in YAML with short tags", async () => {
    for (const input of all.filter((_, index) => index % EVERY === 3)) {
      const yaml = await outcomeOf(toYaml(input.template), {}, policy);
      expect({ name: input.name, said: written(yaml) }).toEqual({ name: input.name, said: written(await outcome(input)) });
    }
  }, 300_000);
});
