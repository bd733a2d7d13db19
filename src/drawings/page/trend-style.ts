// How trends look: cards that wrap, a line in each, and points in the colour of what they say.

export const trendStyle = `
.verdicts{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:.6rem 0;padding:0}
.verdicts li{width:1.1rem;height:1.1rem;border-radius:.25rem;background:var(--muted);overflow:hidden}
.verdicts li.good{background:var(--green)}
.verdicts li.bad{background:var(--red)}
.verdicts li.doubt{background:var(--amber)}
.verdicts span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.7rem;margin:.7rem 0 0}
.cards.wide{grid-template-columns:1fr}
.card{margin:0;padding:.6rem .8rem .5rem;border:1px solid var(--edge);border-radius:.55rem;background:var(--box);min-width:0}
.card.broken{border-color:var(--red)}
.card figcaption{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .5rem}
.card .of{color:var(--muted);font-size:.84rem;overflow-wrap:anywhere}
.card b{font-size:1.05rem;font-variant-numeric:tabular-nums}
.card.broken b{color:var(--red)}
.card b small{margin-left:.25em;font-weight:400;color:var(--muted)}
.card .was{margin-left:auto;font-size:.8rem;color:var(--muted);font-variant-numeric:tabular-nums}
.card .subject{flex-basis:100%;font-size:.78rem;color:var(--muted);overflow-wrap:anywhere}
.cards.wide .card b{font-size:1.7rem}
.chart{display:block;margin-top:.35rem;overflow:visible}
.chart .stretch{stroke:var(--line);stroke-width:1.6}
.chart .bound{stroke:var(--red);stroke-width:1;stroke-dasharray:5 4}
.chart .point{fill:var(--line);stroke:var(--box);stroke-width:1}
.chart .point.good{fill:var(--green)}
.chart .point.bad{fill:var(--red)}
.chart .point.doubt{fill:var(--amber)}
.scroll{overflow-x:auto}
.trend td{font-variant-numeric:tabular-nums}
h3{margin:1.1rem 0 0;font-size:.95rem}
@media print{.card{break-inside:avoid}.verdicts li{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
