// An unknown input that makes assessments of several checks unknown: shown once, with counts by check.
import { type Finding, grouped } from "../report/fold.ts";
import { ends, indent, type Look } from "./look.ts";
import { sentence } from "./sentences.ts";
import { fill } from "./text.ts";

export function sharedInputLines(look: Look, { members, cause }: Finding): string[] {
  const { paint, sign } = look;
  const gating = members.filter((member) => member.gating).length;
  const right = gating === members.length ? "" : gating === 0 ? "does not gate" : `${gating} of them gate`;
  const title = [{ text: " " }, { text: `${members.length} unknown for the same reason`, paint: paint.strong }];
  const [first = "", ...rest] = sentence(look, cause?.text ?? members[0].reason ?? "", paint.plain);
  const counts = [...grouped(members, ({ check }) => check)].map(([check, own]) => `${look.shown(check)} ${own.length}`);
  return [
    ...ends(look, title, { text: right, paint: paint.doubt }, 3),
    `   ${paint.doubt(sign.unknown)} ${first.trimStart()}`,
    ...rest,
    ...fill(counts, sign.dot, look.width - indent.length).map((line) => indent + paint.quiet(line)),
  ];
}
