// Styles of the map of error rates and traffic: the greener, the more probable the rollback.

export const sweepStyle = `
.map{overflow-x:auto;margin-top:.6rem}
.sweep{width:auto;font-size:.82rem;border-collapse:separate;border-spacing:1px}
.sweep caption{text-align:left;font-weight:600;padding-bottom:.3rem}
.sweep th,.sweep td{padding:.18rem .45rem;border:0;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.sweep td{min-width:2.7rem;text-align:center}
.sweep thead th{vertical-align:bottom;text-align:center}
.sweep thead th:first-child{text-align:right}
.sweep thead small{display:block;font-weight:600;color:var(--blue)}
.sweep tfoot th,.sweep tfoot td{border-top:4px solid var(--panel)}
.sweep tr.played th{color:var(--ink)}
.sweep td.present{outline:2px solid var(--blue);outline-offset:-2px}
.sweep .level0,.legend .sample.level0{background:var(--box)}
.sweep .level0{color:var(--muted)}
.sweep .level1,.legend .sample.level1{background:color-mix(in srgb,var(--green) 14%,var(--box))}
.sweep .level2,.legend .sample.level2{background:color-mix(in srgb,var(--green) 28%,var(--box))}
.sweep .level3,.legend .sample.level3{background:color-mix(in srgb,var(--green) 45%,var(--box))}
.sweep .level4,.legend .sample.level4{background:var(--green)}
.sweep .level4{color:var(--onMark)}
`;
