// serverless-fitness/jest: `await expect(template).toBeFit()`; named in Jest's `setupFilesAfterEnv`.
import { type FitOptions, toBeFit } from "./matcher/fit.ts";

export type { Auditable, FitOptions } from "./matcher/fit.ts";

const { expect } = globalThis as { readonly expect?: { extend(matchers: object): void } };
if (expect === undefined) throw new Error("expect is not defined: add serverless-fitness/jest to setupFilesAfterEnv");
expect.extend({ toBeFit });

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: as @types/jest has it, or the two do not merge
    interface Matchers<R, T = {}> {
      /** The system passes the project's checks, as `fitness check` would say. */
      toBeFit(options?: FitOptions): Promise<R>;
    }
  }
}
