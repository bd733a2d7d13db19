// What the options of measuring checks take, and how a wrong one is rejected.
import { describe, expect, it } from "vitest";
import { folder } from "../../test/folder.ts";
import apiLatency from "../checks/api-latency.ts";
import functionCost from "../checks/function-cost.ts";
import { describeOptions } from "../config/describe-options.ts";
import { loadConfig } from "../config/load.ts";
import { secondsIn } from "./options.ts";

function load(options: object) {
  const cwd = folder({ "fitness.config.json": { checks: { "api-latency": { options } } } });
  return loadConfig({ cwd, file: "fitness.config.json", checks: [apiLatency], turnOn: [], commandLine: {} });
}

describe("the options of a measuring check", () => {
  it("have the catalogue's defaults", () => {
    expect(apiLatency.options.parse({})).toEqual({
      statistic: "Average",
      window: "1h",
      period: 60,
      minimumSamples: 20,
      noData: "unknown",
      maximum: 200,
      floor: 10,
    });
  });

  it.each([
    [{ maximum: "10%" }, 'is "10%", which must be a number, or a change against the baseline like "+10%"'],
    [{ maximum: [200, "10 %"] }, 'is "10 %", which must be a number, or a change against the baseline like "+10%"'],
    [{ maximum: -1 }, "must not be less than 0"],
    [{ window: "1 hour" }, 'is "1 hour", which must be a time like 15m, 1h or 7d'],
    [{ statistic: "mean" }, 'is "mean", which must be Average, Minimum, Maximum or a percentile like p95 or p99.9'],
    [{ period: 30 }, "must not be less than 60"],
    [{ noData: "skip" }, "but must be one of unknown, pass, fail"],
  ])("refuse %j", async (options, message) => {
    await expect(load(options)).rejects.toThrow(message);
  });

  it.each([
    { maximum: 0 },
    { maximum: "+10%" },
    { maximum: "+12.5%" },
    { maximum: [200, "+10%"] },
    { statistic: "p99.9", window: "30d", period: 300 },
  ])("take %j", async (options) => {
    await expect(load(options)).resolves.toBeDefined();
  });

  it("are described as they are written", () => {
    const described = new Map(
      [...describeOptions(apiLatency), ...describeOptions(functionCost)].map((option) => [option.name, option]),
    );
    expect(described.get("maximum")?.type).toBe("number ≥ 0 or text or list of number ≥ 0 and text");
    expect(described.get("maximumPerMonth")).toMatchObject({ required: true, fallback: null });
  });
});

it("reads a window in seconds", () => {
  expect(["15m", "1h", "7d"].map(secondsIn)).toEqual([900, 3600, 604_800]);
});
