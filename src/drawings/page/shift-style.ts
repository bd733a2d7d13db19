// Styles of the picture of a deployment. Red is traffic to the broken version, green its rollback.

export const shiftStyle = `
.shift{max-width:58rem;margin:.7rem 0 .2rem}
.shift svg{display:block;overflow:visible}
.shift>svg{width:calc(100% - 3.6rem);margin-left:3.1rem}
.shift .traffic{stroke:none}
.shift .exposed{fill:var(--red)}
.shift .possible{fill:var(--red);fill-opacity:.35}
.shift .planned{fill:var(--edge)}
.shift .base{stroke:var(--line)}
.shift .full{stroke:var(--edge);stroke-dasharray:2 4}
.shift .share,.shift .unit{text-anchor:end;font-size:11.5px;fill:var(--muted)}
.shift .tick{text-anchor:middle;font-size:11.5px;fill:var(--muted)}
.shift .rule{stroke:var(--muted);stroke-width:1.2;stroke-dasharray:4 4}
.shift .rule.stop{stroke:var(--green);stroke-width:2;stroke-dasharray:none}
.shift .rule.late{stroke:var(--amber);stroke-width:2;stroke-dasharray:none}
.shift .marker,.shift .moment,.shift .name{paint-order:stroke;stroke:var(--panel);stroke-width:5px;stroke-linejoin:round}
.shift .marker{font-size:12.5px;fill:var(--muted)}
.shift .marker.stop{fill:var(--green);font-weight:600}
.shift .marker.late{fill:var(--amber);font-weight:600}
.shift .to{text-anchor:end}
.shift .name{font:600 12px ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace;fill:var(--ink)}
.shift .moment{font-size:12px;fill:var(--tone);stroke-width:9px}
.shift .wait{stroke:var(--edge);stroke-width:2}
.shift circle,.shift .arrow{fill:var(--tone)}
.shift .alarm{--tone:var(--muted)}
.shift .in-time{--tone:var(--green)}
.shift .late,.shift .not-simulated{--tone:var(--amber)}
.shift .always-on{--tone:var(--red)}
.shift .always-on .wait{stroke:var(--red)}
.ending{margin:.5rem 0 0;font-weight:600;overflow-wrap:anywhere}
.ending.good{color:var(--green)}
.ending.bad{color:var(--red)}
.ending.doubt{color:var(--amber)}
.remedy{margin:.2rem 0 0;overflow-wrap:anywhere}
.said{margin:.35rem 0 0;padding:0;list-style:none;font-size:.84rem;color:var(--muted)}
.said li{overflow-wrap:anywhere}
.said code{color:var(--ink)}
.percentiles{width:auto;font-size:.84rem}
.percentiles td{text-align:right;font-variant-numeric:tabular-nums}
.percentiles th[scope=row]{text-align:left;font-weight:400;color:var(--ink)}
.deployment h3{margin:1.1rem 0 0;font-size:.95rem;overflow-wrap:anywhere}
.deployment h3 small{font-weight:400;font-size:.82rem;color:var(--muted)}
.legend .sample{width:1.6rem;height:.7rem;border-radius:2px;background:var(--edge)}
.legend .sample.exposed{background:var(--red)}
.legend .sample.possible{background:color-mix(in srgb,var(--red) 35%,transparent)}
.legend .sample.stop,.legend .sample.end{width:0;height:1rem;border-radius:0;background:none;border-left:2px solid var(--green)}
.legend .sample.end{border-left:1.5px dashed var(--muted)}
.deployments{width:auto;min-width:60%;font-size:.88rem}
.deployments caption{text-align:left;font-weight:600;padding-bottom:.2rem}
.deployments th,.deployments td{padding:.25rem 1.4rem .25rem 0;white-space:nowrap}
.deployments th[scope=row]{font-weight:400;color:var(--ink);white-space:normal}
.deployments td{font-variant-numeric:tabular-nums}
.deployments .broken td:nth-child(4){color:var(--red);font-weight:600}
.deployments .undecided td:nth-child(4){color:var(--amber);font-weight:600}
details.deployment{margin-top:.6rem;padding:.5rem 1.1rem;font-size:1rem}
details.deployment summary h2{display:inline-flex;margin:0}
@media print{.shift{max-width:none;break-inside:avoid}}
`;
