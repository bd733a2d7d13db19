// Runs the tests against one mutant; once one has failed, the files that are left are not even loaded: that takes longer than running them.
import { VitestTestRunner } from "vitest/runners";

export default class UntilOneFails extends VitestTestRunner {
  #isOver = false;

  override cancel(reason: Parameters<VitestTestRunner["cancel"]>[0]): void {
    this.#isOver = true;
    super.cancel(reason);
  }

  override importFile(...[file, source]: Parameters<VitestTestRunner["importFile"]>): unknown {
    return this.#isOver ? undefined : super.importFile(file, source);
  }
}
