// Earlier values of a measurement, as a row of blocks beside the current value.
import type { Report } from "../../audit/report.ts";
import { numeral } from "../../drawings/page/line-chart.ts";
import { element, type Markup } from "../../drawings/page/markup.ts";
import { sparkline } from "../../history/sparkline.ts";

/** By what is measured of whom, a value for each earlier run. */
export type Past = ReadonlyMap<string, readonly (number | null)[]>;

export function keyOf(fingerprint: string, of: string | undefined, unit: string): string {
  return JSON.stringify([fingerprint, of, unit]);
}

export function pastValues({ history }: Report): Past {
  const runs = history ?? [];
  const past = new Map<string, (number | null)[]>();
  for (const [index, { measurements }] of runs.entries()) {
    for (const { fingerprint, of, unit, value } of measurements) {
      const key = keyOf(fingerprint, of, unit);
      const values = past.get(key) ?? runs.map(() => null);
      values[index] = value;
      past.set(key, values);
    }
  }
  return past;
}

export function drawPast(values: readonly (number | null)[]): Markup {
  const said = values.map((value) => (value === null ? "none" : numeral(value))).join(", ");
  return element(
    "td",
    {},
    element("span", { class: "spark", role: "img", "aria-label": said, title: said }, sparkline(values, true)),
  );
}
