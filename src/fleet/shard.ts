// Shards of a list of targets: by a hash of the name, so that a target stays in its shard when others are added or removed.
import { createHash } from "node:crypto";
import { UsageError } from "../errors.ts";

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** `2/3`. @throws UsageError */
export function parseShard(text: string): Shard {
  const [, index = "", count = ""] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  if (index === "" || Number(index) > Number(count))
    throw new UsageError(`--shard ${JSON.stringify(text)} is not of the form i/n`, {
      remedy: "for example --shard 1/3 for the first of three shards",
    });
  return { index: Number(index), count: Number(count) };
}

/** Whether a target belongs to the shard: exactly one of `count` shards has it. */
export function isInShard(name: string, { index, count }: Shard): boolean {
  const hash = createHash("sha256").update(name).digest();
  return (hash.readUInt32BE(0) % count) + 1 === index;
}
