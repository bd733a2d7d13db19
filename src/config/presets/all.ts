// Turns on what is off, as a warning.
import type { Preset } from "./preset.ts";

export const all: Preset = {
  severity(current, declared) {
    if (current !== "off") return current;
    return declared === "off" ? "warning" : declared;
  },
  strictWaivers: null,
};
