// As recommended, with warnings and unused waivers as errors, and with a limit for the latency of APIs.
import type { Preset } from "./preset.ts";

export const strict: Preset = {
  severity(current, declared) {
    const severity = current === "off" ? declared : current;
    return severity === "warning" ? "error" : severity;
  },
  options: { "api-latency-alarm": { maximumMilliseconds: 200 } },
  strictWaivers: true,
};
