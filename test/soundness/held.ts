// Runs an exploration for a test: how much, from which seed, and what it says of itself.
import { type Explored, explore, type Finding } from "./explore.ts";
import type { Input } from "./inputs.ts";
import { sizeOf } from "./inputs.ts";
import { vocabularyOf } from "./values.ts";
import { everyCheck } from "./verdicts.ts";

/** More resources make slower audits, not other faults. */
const LARGEST = 40;

/**
 * FITNESS_MUTATIONS=100000 draws so many instead, FITNESS_SEED=7 others.
 * @param mutations in an ordinary run
 */
export async function explored(name: string, all: readonly Input[], mutations: number): Promise<Explored> {
  const inputs = all.filter((input) => sizeOf(input) <= LARGEST);
  const asked = {
    seed: Number(process.env["FITNESS_SEED"] ?? 1),
    mutations: Number(process.env["FITNESS_MUTATIONS"] ?? mutations),
  };
  const found = await explore({ inputs, vocabulary: vocabularyOf(inputs), policy: await everyCheck(), ...asked });
  const { audits, refused, assessments, unknown } = found;
  const findings = found.findings.filter((finding) => !isMetricOfNobody(finding));
  console.info(
    `soundness over ${name}: ${found.mutations} mutations of ${inputs.length} templates from seed ${asked.seed}, ${refused} of them refused; ` +
      `${audits} audits; of ${assessments} assessments with a value open ${unknown} unknown; ${findings.length} wrong`,
  );
  return { ...found, findings };
}

/** Of a metric that no service of AWS publishes an open namespace is treated as one of the user's own, of which nothing is said. */
function isMetricOfNobody({ what, mutation }: Finding): boolean {
  return what === "alarm-metric: nothing → unknown" && mutation.kind.endsWith("Alarm Properties.Namespace");
}

/** One line, and what it takes to see it again. */
export function inWords({ what, input, mutation, outcome, messages }: Finding): string {
  const where = `${input} ${mutation.path.join("/")}`;
  return `${what} · ${mutation.kind} · ${where} · with ${outcome === null ? "no value" : JSON.stringify(outcome)} · ${messages.join(" · ")}`;
}
