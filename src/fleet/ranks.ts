// Which of several is worse: exit codes and severities.

/** 2 (could not be audited) is worse than 1 (degraded), 1 than 3 (inconclusive), 3 than 0 (fit). */
const ORDER = [0, 3, 1, 2] as const;

export type ExitCode = (typeof ORDER)[number];

export function worstExitCode(codes: Iterable<ExitCode>): ExitCode {
  let worst: ExitCode = 0;
  for (const code of codes) if (ORDER.indexOf(code) > ORDER.indexOf(worst)) worst = code;
  return worst;
}

export function isWorse(now: ExitCode, before: ExitCode): boolean {
  return ORDER.indexOf(now) > ORDER.indexOf(before);
}

export function severityRank(severity: string): number {
  return ["off", "info", "warning", "error"].indexOf(severity);
}
