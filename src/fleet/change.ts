// What changed since an earlier fleet report: which systems got worse, which better, which came and went.
import { type ExitCode, isWorse } from "./ranks.ts";
import type { FleetReport, FleetSystem } from "./report.ts";

type Change = NonNullable<FleetReport["change"]>;

/** A difference of the score that is worth a line. */
const POINTS = 1;

/** @param now a report that may lack its own `change` */
export function changeSince(before: FleetReport, now: Pick<FleetReport, "all" | "score">): Change {
  const earlier = new Map(before.all.map((system) => [system.name, system]));
  const names = new Set(now.all.map(({ name }) => name));
  const pairs = now.all.flatMap((system) => {
    const was = earlier.get(system.name);
    return was === undefined ? [] : [{ was, system, direction: directionOf(was, system) }];
  });
  const changes = (direction: "worse" | "better") =>
    pairs
      .filter((pair) => pair.direction === direction)
      .map(({ was, system }) => ({
        name: system.name,
        from: was.verdict,
        to: system.verdict,
        scoreFrom: was.score,
        scoreTo: system.score,
      }));
  return {
    since: before.mergedAt,
    scoreFrom: before.score.median,
    scoreTo: now.score.median,
    worse: changes("worse"),
    better: changes("better"),
    added: now.all.filter(({ name }) => !earlier.has(name)).map(({ name }) => name),
    removed: before.all.filter(({ name }) => !names.has(name)).map(({ name }) => name),
  };
}

/** By the verdict first, by the score where that is the same. */
function directionOf(was: FleetSystem, now: FleetSystem): "worse" | "better" | "same" {
  if (isWorse(now.exitCode as ExitCode, was.exitCode as ExitCode)) return "worse";
  if (isWorse(was.exitCode as ExitCode, now.exitCode as ExitCode)) return "better";
  if (was.score === null || now.score === null || Math.abs(now.score - was.score) < POINTS) return "same";
  return now.score < was.score ? "worse" : "better";
}
