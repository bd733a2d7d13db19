// The events of the handlers: what is wrong with one is said with what it should be.
import type * as z from "zod";
import { UsageError } from "../../errors.ts";

/** @throws UsageError */
export function parseEvent<Event>(schema: z.ZodType<Event>, event: unknown, shape: string): Event {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `: ${issue.path.join(".")}`;
  throw new UsageError(`the event cannot be used${where}: ${issue?.message ?? ""}`, { remedy: `use an event like ${shape}` });
}
