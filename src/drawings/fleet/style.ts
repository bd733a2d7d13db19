// Styles of the fleet page in addition to those of every page: the grid of systems, bars and tables.
import { style as base } from "../page/style.ts";

/** Scores from red to green in ten steps; each step is a class, since the page's policy allows no style of an element. */
const SCORE_COLOURS = [
  "#a40e26",
  "#c93c37",
  "#d9623b",
  "#e08b3e",
  "#d9a93f",
  "#c3b343",
  "#94ad47",
  "#67a34b",
  "#3f954d",
  "#1a7f37",
];

const cells = SCORE_COLOURS.map((colour, step) => `.cells .s${step},.key .s${step}{background-color:${colour}}`).join("");

export const style = `${base}
.banner{display:inline-block;margin-left:.6rem;padding:.05rem .6rem;border-radius:.3rem;color:var(--onMark);background:var(--red);text-transform:uppercase;font-size:1rem;vertical-align:middle}
.banner.fit{background:var(--green)}.banner.inconclusive{background:var(--amber)}
section{margin-top:1.6rem}
h2{margin-bottom:.6rem}
.grid{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.5rem .9rem;align-items:start}
.grid h3{margin:0;font-size:.85rem;font-weight:500;overflow-wrap:anywhere}
.grid small{margin-left:.35rem;color:var(--muted);font-weight:400}
.cells{display:flex;flex-wrap:wrap;gap:2px;list-style:none;margin:0;padding:0}
.cells li{width:.8rem;height:.8rem;border-radius:2px;background:var(--line)}
.cells a{display:block;width:100%;height:100%}
${cells}
.cells .none,.key .none{background:repeating-linear-gradient(45deg,var(--panel) 0 2px,var(--red) 2px 4px)}
.cells .inconclusive-cell,.key .inconclusive-cell{background-image:repeating-linear-gradient(45deg,transparent 0 3px,var(--page) 3px 4px)}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1rem;margin:.8rem 0 0;padding:0;list-style:none;font-size:.8rem;color:var(--muted)}
.key span{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.35rem;vertical-align:-1px}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--edge);vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:var(--muted)}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
meter{width:100%;min-width:6rem;max-width:20rem;height:.9rem}
details summary{cursor:pointer;color:var(--muted)}
.scroll{overflow-x:auto}
@media print{.cells li,.banner{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/** The class of a cell by its score. */
export function scoreClass(score: number): string {
  return `s${Math.min(9, Math.max(0, Math.floor(score / 10)))}`;
}
