// Numbers in the sentences about a simulation.

/** Three digits are enough; `1,020`. */
export function figure(value: number): string {
  return value >= 100 ? grouped(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** `1 request a minute` */
export function requestRate(value: number): string {
  return `${figure(value)} ${value === 1 ? "request" : "requests"} a minute`;
}

/** `12,000` */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
