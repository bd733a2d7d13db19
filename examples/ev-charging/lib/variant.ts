// Which of the two apps this is: the one that is fit, or the same with the flaws that such apps have in the wild.
import type { App } from "aws-cdk-lib";

export type Variant = "fit" | "degraded";

/** Reads `--context variant=…`; fit without it. */
export function variantOf(app: App): Variant {
  const variant: unknown = app.node.tryGetContext("variant") ?? "fit";
  if (variant === "fit" || variant === "degraded") return variant;
  throw new Error(`variant is ${JSON.stringify(variant)}: give --context variant=fit or variant=degraded`);
}
