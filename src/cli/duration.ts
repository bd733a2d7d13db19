// A length of time as the command line takes it: `14d`, `36h`, `90m`.
import { UsageError } from "../errors.ts";

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** CloudWatch keeps values by the minute for 15 days. */
const LONGEST = 15 * 86_400;
const SHORTEST = 3600;

/** What is 15 days old when the run begins is older when it is asked for. */
const MARGIN = 600;

/** Seconds of recorded metrics, whole minutes. @throws UsageError */
export function backtestWindow(text: string): number {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text.trim()) ?? [];
  const seconds = Math.round((Number(number) * (SECONDS[unit] ?? Number.NaN)) / 60) * 60;
  const remedy = "for example --backtest 14d";
  if (number === "" || Number.isNaN(seconds))
    throw new UsageError(`--backtest ${JSON.stringify(text)} must be a duration such as 14d or 36h`, { remedy });
  if (seconds > LONGEST)
    throw new UsageError(`--backtest ${text} is too long: CloudWatch keeps one-minute metrics for 15 days`, { remedy });
  if (seconds < SHORTEST) throw new UsageError(`--backtest ${text} is too short: the minimum is one hour`, { remedy });
  return Math.min(seconds, LONGEST - MARGIN);
}
