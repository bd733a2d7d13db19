// Ctrl-C in a run that had something open: it ends with nothing written.
import { FitnessError } from "../errors.ts";

export class Interruption extends FitnessError {
  constructor() {
    super("interrupted; nothing was reported");
  }
}
