// The presets by name.
import { all } from "./all.ts";
import { off } from "./off.ts";
import type { Preset } from "./preset.ts";
import { recommended } from "./recommended.ts";
import { strict } from "./strict.ts";

export const presets: ReadonlyMap<string, Preset> = new Map(Object.entries({ recommended, strict, all, off }));
