// Values as a row of blocks, one a run.

const STEPS = { unicode: "▁▂▃▄▅▆▇█", ascii: "_.-=+*%#" };

/** From the lowest to the highest of them; where nothing varies all are in the middle. What a run has no value of is blank. */
export function sparkline(values: readonly (number | null)[], unicode: boolean): string {
  const steps = unicode ? STEPS.unicode : STEPS.ascii;
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const stepOf = (value: number): string => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))] ?? "";
  };
  return values.map((value) => (value === null ? " " : stepOf(value))).join("");
}
