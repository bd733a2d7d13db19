// Wildcards as IAM and CloudWatch have them, matched in time that grows with the length of the text alone.

export interface Wildcards {
  /** Whether `?` matches any one character. */
  readonly one: boolean;
}

/** Whether the whole text fits a pattern in which `*` matches any characters. */
export function fitsWildcard(pattern: string, text: string, { one }: Wildcards): boolean {
  let [at, place, star, resume] = [0, 0, -1, 0];
  while (place < text.length) {
    const expected = pattern[at];
    if (expected === "*") [star, resume, at] = [at, place, at + 1];
    else if (expected === text[place] || (one && expected === "?")) [at, place] = [at + 1, place + 1];
    // The last star takes one character more.
    else if (star >= 0) [resume, place, at] = [resume + 1, resume + 1, star + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
