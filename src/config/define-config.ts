// The config in code: `export default defineConfig({ … })` in fitness.config.ts.
import type { Config } from "./schema.ts";

/** Gives a config its type. The identity function: the config is validated against its schema when it is loaded. */
export function defineConfig(config: Config): Config {
  return config;
}
