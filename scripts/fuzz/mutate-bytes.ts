// Changes bytes: what a broken disk, a merge conflict or another encoding leaves.
import type { Random } from "./random.ts";

const pieces = [
  "<<<<<<< HEAD\n",
  "\uFEFF",
  "\u0000",
  "\t",
  "{{",
  "*a",
  "&a ",
  "- ",
  ": ",
  "!Ref ",
  "!!binary ",
  "\u2028",
  "\r\n",
  '"',
  "}",
  "]",
  "\\u",
].map((text) => Buffer.from(text));

export function mutatedBytes(bytes: Buffer, random: Random): Buffer {
  let current = bytes;
  for (let times = 1 + random.int(4); times > 0; times -= 1) current = changedOnce(current, random);
  return current;
}

function changedOnce(bytes: Buffer, random: Random): Buffer {
  const at = random.int(bytes.length + 1);
  const length = random.int(random.chance(0.2) ? 2000 : 20);
  const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
  return random.pick([
    () => before,
    () => Buffer.concat([before, behind.subarray(length)]),
    () => Buffer.concat([before, random.pick(pieces), behind]),
    () => Buffer.concat([before, Buffer.from([random.int(256)]), behind.subarray(1)]),
    () => Buffer.concat([before, behind.subarray(0, length), behind]),
    () => Buffer.from(bytes.toString("latin1"), "utf16le"),
  ])();
}
