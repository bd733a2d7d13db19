// The order of the test files: first those that noticed the mutant before, which is mostly one of the same function, then the quickest.
import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

export class LikelyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((one, other) => this.#rank(one) - this.#rank(other));
  }

  #rank({ moduleId, project }: TestSpecification): number {
    const { cache, config } = this.ctx;
    const last = cache.getFileTestResults(`${project.name}:${path.relative(config.root, moduleId)}`);
    if (last === undefined) return 0;
    return last.failed ? -1 : last.duration;
  }
}
