// What a preset is: an opinion on every check's severity.
import type { Severity } from "../../audit/policy.ts";

export interface Preset {
  /**
   * @param current the severity so far: what earlier entries of `extends` said, `off` at first
   * @param declared the severity that the check declares for itself
   */
  readonly severity: (current: Severity, declared: Severity) => Severity;
  /** Options of single checks, by their ids: what a config gives replaces them. */
  readonly options?: Readonly<Record<string, Record<string, unknown>>>;
  /** Whether a waiver that matches nothing is an error; null leaves it as it was. */
  readonly strictWaivers: boolean | null;
}
