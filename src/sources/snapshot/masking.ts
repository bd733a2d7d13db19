// Masks text in place with the same number of characters, so that every line and column of a template stays the same.

/** A letter for each character but spaces and line ends. */
export function masked(text: string): string {
  return text.replace(/\S/g, "x");
}

/** The text of an `Fn::Sub`: what it refers to shows nothing, and is what links the system. */
export function maskedAround(text: string): string {
  return text
    .split(/(\$\{[^!{}][^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? part : masked(part)))
    .join("");
}

/** A number stays one. */
export function maskedNumber(text: string): string {
  return text.replace(/\d/g, "1");
}

/** A URL that grants access to what it names carries its signature behind the question mark. */
const SIGNED = /(https?:\/\/[^\s"'<>\\?]+\?)([^\s"'<>\\]*(?:X-Amz-|Signature=|AWSAccessKeyId=|\bsig=)[^\s"'<>\\]*)/gi;

export function withoutSignatures(text: string): string {
  return text.replace(SIGNED, (_url, address: string, query: string) => address + "x".repeat(query.length));
}
