// Validates the return value of a plug-in's reporter.
import * as z from "zod";
import { Misconduct } from "./yielded.ts";

export type Rendering = string | Readonly<Record<string, string>>;

/** The name of a part becomes part of a file's name. */
const rendering = z.union([z.string(), z.record(z.string().regex(/^[\w-]*$/), z.string())]);

/** @throws Misconduct where it is neither a text nor texts by name */
export function validRendering(returned: unknown): Rendering {
  const parsed = rendering.safeParse(returned);
  if (parsed.success) return parsed.data;
  const isAsync = typeof returned === "object" && returned !== null && "then" in returned;
  throw new Misconduct(
    isAsync
      ? "is asynchronous: `render` must return the text itself"
      : "returned neither a text nor an object of texts whose names are letters, digits, - and _",
  );
}
