// Measured numbers as people read them.

/** `1,234.5`: as many digits as are significant. */
export function numberInWords(value: number): string {
  return formatted(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4);
}

/** As Intl.NumberFormat writes it in English: to load its tables takes longer than to audit a small template. */
function formatted(value: number, mostDigits: number): string {
  if (!(Math.abs(value) < 1e15)) return value.toLocaleString("en-US");
  const [whole = "", fraction = ""] = value.toFixed(mostDigits).split(".");
  const digits = fraction.replace(/0+$/, "");
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}${digits === "" ? "" : `.${digits}`}`;
}

/** A share as `2.08 %`. */
export function percentInWords(share: number): string {
  return `${numberInWords(share * 100)} %`;
}

/** A probability as `p = 0.0123`. */
export function chanceInWords(p: number): string {
  return p < 0.0001 ? "p < 0.0001" : `p = ${numberInWords(p)}`;
}

export function millisecondsInWords(value: number): string {
  return `${numberInWords(value)} ms`;
}

/** `20 requests`, `1 request`. */
export function countInWords(count: number, noun: string): string {
  return `${formatted(count, 0)} ${noun}${count === 1 ? "" : "s"}`;
}

const UNITS: Readonly<Record<string, string>> = { m: "min", h: "h", d: "d" };

/** `1h` as `1 h`. */
export function windowInWords(window: string): string {
  return `${window.slice(0, -1)} ${UNITS[window.at(-1) ?? ""] ?? ""}`;
}

/** `$12.30`; of less than a cent as many digits as are significant. */
export function dollarsInWords(value: number): string {
  const digits =
    value === 0 || value >= 0.01 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  return `$${value.toLocaleString("en-US", digits)}`;
}

/** `1 request`, `0.5 requests` */
export function requestsInWords(count: number): string {
  return `${numberInWords(count)} ${count === 1 ? "request" : "requests"}`;
}
