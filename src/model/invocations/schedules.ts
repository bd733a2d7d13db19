// Schedules of EventBridge Scheduler.
import { mapValue, orDefault } from "../value.ts";
import type { Family } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const schedules: Family = ({ system }) =>
  system.resourcesOf("AWS::Scheduler::Schedule").flatMap((schedule) => {
    const enabled = orDefault(
      mapValue(schedule.property("State").text(), (state) => state !== "DISABLED"),
      true,
    );
    return placesAt(schedule, "Target", "Arn").map((place) => ({
      kind: "schedule" as const,
      detail: null,
      place,
      certain: false,
      enabled,
    }));
  });
