// serverless-fitness/vitest: `await expect(template).toBeFit()`; imported by a test, or named in vitest's `setupFiles`.
import { expect } from "vitest";
import { type FitOptions, toBeFit } from "./matcher/fit.ts";

export type { Auditable, FitOptions } from "./matcher/fit.ts";

expect.extend({ toBeFit });

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: an augmentation has the parameters of what it adds to
  interface Matchers<T = any> {
    /** The system passes the project's checks, as `fitness check` would say. */
    toBeFit(options?: FitOptions): Promise<T>;
  }
}
