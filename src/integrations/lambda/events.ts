// Validates the events of the handlers; an error shows the expected form.
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
