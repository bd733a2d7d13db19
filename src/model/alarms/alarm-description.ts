// The numbers that an alarm's description claims: a threshold, a window of time, a count of periods.

export type Direction = "up" | "down";

export type Claim =
  /** `values`: what the number may mean in the metric's unit. */
  | {
      readonly kind: "threshold";
      readonly text: string;
      readonly direction: Direction | null;
      readonly values: readonly number[];
      readonly unit: "time" | "percent" | "other";
    }
  | { readonly kind: "window"; readonly text: string; readonly seconds: number }
  /** `3 consecutive periods`, `2 out of 3 datapoints`, `3 periods of 5 minutes`; `seconds` of one period, where it says so. */
  | {
      readonly kind: "periods";
      readonly text: string;
      readonly breaching: number;
      readonly of: number | null;
      readonly seconds: number | null;
    };

const NUMBER = String.raw`(?<number>\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|thirty|sixty)`;
const UNIT = String.raw`(?<unit>\s*%|\s*percent\b|\s*-?(?:ms|milliseconds?|millis)\b|\s*-?(?:s|secs?|seconds?)\b|\s*-?(?:m|mins?|minutes?)\b|\s*-?(?:h|hrs?|hours?)\b|\s*-?days?\b|\s*(?:k|thousand|million)\b|\s*(?:[KMGT]i?B)\b)?`;
const TIME = "(?<unit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)";
/** A number that goes on is another: a version, an address, a name with digits. */
const END = String.raw`(?![\w.]*\d|[A-Za-z_/])`;

const UP =
  "greater than(?: or equal(?: to)?)?|more than|higher than|larger than|at least|above|exceed(?:s|ed|ing)?|over|reach(?:es|ed)?|>=?|≥";
const DOWN =
  "less than(?: or equal(?: to)?)?|fewer than|lower than|at most|below|under|drop(?:s|ped)? (?:to|below|under)|falls? (?:to|below|under)|<=?|≤";
const NEUTRAL = String.raw`thresholds?(?: (?:of|is|value))?\s*[:=]?`;

const COMPARED = new RegExp(
  String.raw`(?<![\w<>=])(?:(?<up>${UP})|(?<down>${DOWN})|(?<neutral>${NEUTRAL}))\s*${NUMBER}${UNIT}${END}`,
  "gi",
);
const OR_MORE = new RegExp(String.raw`(?<![\w.,])${NUMBER}${UNIT}\s*(?:(?<up>or more)|(?<down>or (?:less|fewer)))\b`, "gi");
const WINDOW = new RegExp(
  String.raw`\b(?:for|in|within|over|during|last|past)(?: (?:a|an|the|at least|more than|longer than|over|any|each))*(?: (?:last|past))?\s+${NUMBER}[\s-]*${TIME}\b`,
  "gi",
);
const CONSECUTIVE = new RegExp(
  String.raw`(?<![\w.,])${NUMBER} (?:(?:consecutive|successive|evaluation) )+(?:periods?|data ?points?|evaluations?|times)\b|(?<![\w.,])(?<again>\d+) (?:data ?points?|periods?) in a row\b`,
  "gi",
);
const OUT_OF = /(?<![\w.,])(?<number>\d+) (?:out )?of (?:the )?(?:last )?(?<of>\d+) (?:data ?points?|periods?|evaluations?)\b/gi;

const LENGTH = "(?<length>\\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|thirty|sixty)";
const OF_LENGTH = String.raw`${LENGTH}[\s-]*${TIME}\b`;
const ADJECTIVES = "(?:(?:consecutive|successive|contiguous|evaluation) )*";
const PERIODS = "(?:periods?|intervals?|windows?|data ?points?)";
/** `2 out of 3`; no more than a count behind a comparison, whose number is a threshold. */
const COUNT = String.raw`(?<![\w.,]|(?:than|to|exceed(?:s|ed|ing)?|above|below|under|thresholds?|[<>=≥≤:])\s{0,2})${NUMBER}(?<!,)(?: (?:out )?of (?:the )?(?:last )?(?<of>\d+))?`;
/** `3 5-minute periods`, `3 consecutive 5 minute periods`, `3 x 5-minute periods`. */
const EACH_OF = new RegExp(String.raw`${COUNT} (?:x |times )?${ADJECTIVES}${OF_LENGTH} ${ADJECTIVES}${PERIODS}\b`, "gi");
/** `for 3, 5 minute periods`: without the word before it, the first number may be anything. */
const EACH_AFTER_COMMA = new RegExp(
  String.raw`\b(?:for|in|within|during|over|last|past|consecutively|across) ${NUMBER}, ${ADJECTIVES}${OF_LENGTH} ${ADJECTIVES}periods\b`,
  "gi",
);
/** `3 consecutive periods of 5 minutes`. */
const EACH_BEHIND = new RegExp(`${COUNT} ${ADJECTIVES}${PERIODS} of ${OF_LENGTH}`, "gi");

const WORDS = new Map(
  Object.entries({
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    fifteen: 15,
    thirty: 30,
    sixty: 60,
  }),
);

/** What should be, in place of what is wrong: `should stay below 200 ms`, `no more than 5`. */
const WISH = /\b(?:should|must|not|no|never|keep\w*|stay\w*|remain\w*|expect\w*|target|goal|objective|SL[OA])\b[^.;:]*$/i;

/** What is counted, or the sentence continues: `over 100 EUR` is about something else. */
const COUNTED =
  /^\s*(?:$|[^\sA-Za-z]|(?:5xx|4xx|p\d+|a|an|and|are|at|average|because|by|during|for|has|have|in|is|of|on|or|over|per|that|the|this|threshold|was|were|when|which|while|within|concurrent|consecutive(?:ly)?|failed|successive|throttled|data ?points?|(?:alarm|call|error|event|exception|execution|failure|fault|invocation|item|message|period|record|request|response|throttle|time)s?)\b)/i;

/** What is to be done, or happens, in a time that has nothing to do with the alarm's. */
const OTHER_TIME =
  /\b(?:acknowledg\w*|check\w*|expir\w*|fix\w*|investigat\w*|next|please|react\w*|resolv\w*|respon[ds]\w*|retain\w*|retr\w*|run|runs|time ?out\w*|wait\w*)\b[^.;:]*$/i;

/** What every pattern needs. */
const ANY_NUMBER = /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|thirty|sixty)\b/i;
/** What a pattern needs: compiling one takes up to a millisecond, and most descriptions match none. */
const NEEDED = new Map([
  [COMPARED, /than|least|most|above|below|over|under|exceed|reach|drop|fall|thresholds?|[<>=≥≤]/i],
  [OR_MORE, /or (?:more|less|fewer)/i],
  [CONSECUTIVE, /consecutive|successive|evaluation|in a row/i],
  [OUT_OF, /\d of |out of/i],
  [EACH_OF, /period|interval|window|data ?point/i],
  [EACH_AFTER_COMMA, /, [\s\S]*periods/i],
  [EACH_BEHIND, /(?:period|interval|window|data ?point)s? of/i],
]);

/** Everything that the text claims; nothing of what it says by the way. */
export function claimsOf(description: string): readonly Claim[] {
  if (!ANY_NUMBER.test(description)) return [];
  const windows = find(WINDOW, description, windowOf, ({ before }) => !OTHER_TIME.test(before) && !WISH.test(before));
  const counts = periodsIn(description);
  // A count of periods is no threshold.
  const compared = without(counts, description);
  const isCounted = ({ after }: Surroundings): boolean => COUNTED.test(after);
  const isWindow = (claim: Claim): boolean => windows.some(({ text }) => text.toLowerCase().endsWith(claim.text.toLowerCase()));
  return [
    ...[...find(COMPARED, compared, thresholdOf, isCounted), ...find(OR_MORE, compared, thresholdOf, isCounted)].filter(
      (claim) => !isWindow(claim),
    ),
    ...windows,
    ...counts,
  ];
}

function periodsIn(description: string): readonly Claim[] {
  const each = [EACH_OF, EACH_AFTER_COMMA, EACH_BEHIND].flatMap((pattern) => find(pattern, description, periodsOf));
  // A count with a length is no count without one: "over 3 periods of 5 minutes".
  const rest = without(each, description);
  return [...each, ...find(CONSECUTIVE, rest, periodsOf), ...find(OUT_OF, rest, periodsOf)];
}

function without(claims: readonly Claim[], description: string): string {
  return claims.reduce((text, claim) => text.replace(claim.text, "…"), description);
}

type Groups = Readonly<Record<string, string | undefined>>;

interface Surroundings {
  readonly before: string;
  readonly after: string;
}

function find(
  pattern: RegExp,
  text: string,
  claim: (text: string, groups: Groups, before: string) => Claim,
  isMeant: (around: Surroundings) => boolean = () => true,
): readonly Claim[] {
  if (NEEDED.get(pattern)?.test(text) === false) return [];
  return [...text.matchAll(pattern)].flatMap((match) => {
    const around = { before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) };
    return isMeant(around) ? [claim(match[0].trim().replace(/,$/, ""), match.groups ?? {}, around.before)] : [];
  });
}

function thresholdOf(text: string, { number, unit, up, down }: Groups, before: string): Claim {
  const written = up === undefined ? (down === undefined ? null : "down") : "up";
  const direction = WISH.test(before) ? null : written;
  const value = numberOf(number);
  return { kind: "threshold", text, direction, values: factorsOf(unit).map((factor) => value * factor), unit: unitOf(unit) };
}

function unitOf(unit = ""): "time" | "percent" | "other" {
  const name = unit.trim().replace(/^-/, "").toLowerCase();
  if (name === "%" || name === "percent") return "percent";
  return /^(?:m|ms|millis.*|mins?|minutes?|s|secs?|seconds?|h|hrs?|hours?|days?)$/.test(name) ? "time" : "other";
}

function windowOf(text: string, { number, unit = "" }: Groups): Claim {
  return { kind: "window", text, seconds: numberOf(number) * secondsIn(unit) };
}

function periodsOf(text: string, { number, again, of, length, unit }: Groups): Claim {
  return {
    kind: "periods",
    text,
    breaching: numberOf(number ?? again),
    of: of === undefined ? null : Number(of),
    seconds: length === undefined || unit === undefined ? null : numberOf(length) * secondsIn(unit),
  };
}

function numberOf(text = ""): number {
  return WORDS.get(text.toLowerCase()) ?? Number(text.replaceAll(",", ""));
}

/** What a number with that unit may be in the unit of a metric. */
function factorsOf(unit = ""): readonly number[] {
  const name = unit.trim().replace(/^-/, "").toLowerCase();
  if (name === "") return [1];
  if (name === "%" || name === "percent") return [1, 0.01];
  if (/^(?:ms|millis)/.test(name)) return [1, 0.001];
  if (/^[kmgt]i?b$/.test(name))
    return ["k", "m", "g", "t"].flatMap((letter, index) =>
      name.startsWith(letter) ? [1, 1000 ** (index + 1), 1024 ** (index + 1)] : [],
    );
  if (name === "k" || name === "thousand") return [1000];
  if (name === "million") return [1e6];
  const seconds = secondsIn(name);
  return [1, seconds, seconds * 1000];
}

function secondsIn(unit: string): number {
  const letter = unit.toLowerCase()[0];
  return letter === "d" ? 86_400 : letter === "h" ? 3600 : letter === "m" ? 60 : 1;
}
