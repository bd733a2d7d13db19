// Every check with the severity that it declares.
import type { Preset } from "./preset.ts";

export const recommended: Preset = { severity: (_current, declared) => declared, strictWaivers: null };
