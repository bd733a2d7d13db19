// Errors of the SAM transform, with their position in the template.
import { FitnessError } from "../../../errors.ts";
import type { Path } from "../../../model/json.ts";

export class SamRefusal extends FitnessError {
  readonly logicalId: string;
  /** Below the resource's body. */
  readonly path: Path;

  constructor(logicalId: string, problem: string, remedy: string, path: Path) {
    super(`${logicalId}: ${problem}`, { remedy });
    this.logicalId = logicalId;
    this.path = path;
  }
}

/** What the transform would refuse too; the message begins with the resource. */
export function refuse(logicalId: string, problem: string, remedy: string, path: Path = []): never {
  throw new SamRefusal(logicalId, problem, remedy, path);
}
