// As recommended, with warnings and unused waivers as errors.
import type { Preset } from "./preset.ts";

export const strict: Preset = {
  severity(current, declared) {
    const severity = current === "off" ? declared : current;
    return severity === "warning" ? "error" : severity;
  },
  strictWaivers: true,
};
