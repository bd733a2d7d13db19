// Stages of one system, as CDK apps deploy them side by side: production is reported first.
import type { ReportedSubject } from "../../audit/report.ts";

const production = new Set(["prod", "prd", "production"]);
const before = new Set(["non", "not", "no", "pre"]);

/** Whether its stack, or the stage at the beginning of its construct path, is named after production: `Prod`, `shop-prod`, `ShopProduction`. */
export function isOfProduction({ stack, constructPath }: Pick<ReportedSubject, "stack" | "constructPath">): boolean {
  return [constructPath?.split("/")[0] ?? "", stack].some((name) => {
    const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=\d)/).map((word) => word.toLowerCase());
    return words.some((word, index) => production.has(word) && !before.has(words[index - 1] ?? ""));
  });
}
