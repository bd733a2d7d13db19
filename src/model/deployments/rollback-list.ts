// The alarms that a deployment names, judged as a list: whether they exist, and whether they are as many as are wanted.
import type { RollbackAlarm } from "../alarms/alarm.ts";
import { missingInWords } from "../system.ts";
import type { Unresolved } from "../value.ts";
import { watchedAlarms } from "./rollback.ts";

type Entry = Pick<RollbackAlarm, "name" | "alarm">;

export interface ListFlaw {
  readonly message: string;
  /** Why unknown whether there is one; null where there certainly is. */
  readonly because: Unresolved | string | null;
  /** It names no alarm. */
  readonly isEmpty?: true;
  /** It names more than the service takes, or one that never has data. */
  readonly kind?: "too many" | "never has data";
}

export const NO_ALARM = { message: "no alarm stops a deployment", isEmpty: true } as const;

export interface ListBounds {
  readonly minimum: number;
  /** As many as the service takes, with its name. */
  readonly most: number;
  readonly service: string;
  /** What the service makes of an alarm that does not exist, where that is not obvious. */
  readonly ofMissing?: string;
}

/** Alarms of other stacks or unknown ones count neither as missing nor as right. */
export function flawsOfList(entries: readonly Entry[], { minimum, most, service, ofMissing }: ListBounds): readonly ListFlaw[] {
  const { present, missing, external, undetermined } = watchedAlarms(entries);
  const faults: ListFlaw[] = missing.map((each) => ({
    message: `watches alarm ${missingInWords(each)}${ofMissing === undefined ? "" : `: ${ofMissing}`}`,
    because: null,
  }));
  const count = entries.length;
  if (count > most)
    faults.push({ message: `watches ${count} alarms, but ${service} allows only ${most}`, because: null, kind: "too many" });
  const isEnough = present.length + missing.length >= minimum;
  const [doubt] = undetermined.length > 0 ? undetermined.map((each) => each.doubt) : external.map(definedElsewhere);
  if (!isEnough && doubt === undefined) {
    const found = `${present.length} ${present.length === 1 ? "alarm" : "alarms"}`;
    faults.push({ message: `watches ${found}, but ${minimum} are required`, because: null });
  }
  const names = [...external, ...undetermined.map(({ name }) => name)].join(", ");
  return isEnough || doubt === undefined ? faults : [...faults, { message: `watches ${names}`, because: doubt }];
}

function definedElsewhere(name: string): string {
  return `alarm ${name} is not defined in the audited stacks; also audit the stack that defines it`;
}

/** What a list without a flaw does. @param states in which an alarm rolls back */
export function listInWords(entries: readonly Entry[], states = "ALARM"): string {
  const { present, external, undetermined } = watchedAlarms(entries);
  const count = present.length;
  return [
    count === 1
      ? `rolls a deployment back when its alarm enters ${states}`
      : `rolls a deployment back when one of ${count} alarms enters ${states}`,
    ...(external.length > 0 ? [`not defined in the audited stacks: ${external.join(", ")}`] : []),
    ...(undetermined.length > 0 ? [`unknown: ${undetermined.map(({ name }) => name).join(", ")}`] : []),
  ].join("; ");
}
