// How the page looks: light and dark, on a screen and on paper. Red and amber say that something is wrong and nothing else.

const light = {
  page: "#ffffff",
  panel: "#f6f8fa",
  box: "#ffffff",
  ink: "#1f2328",
  muted: "#59636e",
  edge: "#d1d9e0",
  line: "#818b98",
  red: "#cf222e",
  redSoft: "#ffebe9",
  amber: "#9a6700",
  amberSoft: "#fff8c5",
  violet: "#8250df",
  green: "#1a7f37",
  blue: "#0969da",
  teal: "#1b7c83",
  indigo: "#5457d8",
  pink: "#bf3989",
  onMark: "#ffffff",
};

const dark: typeof light = {
  page: "#0d1117",
  panel: "#151b23",
  box: "#212830",
  ink: "#f0f6fc",
  muted: "#9198a1",
  edge: "#3d444d",
  line: "#6e7681",
  red: "#ff7b72",
  redSoft: "#4c1a1c",
  amber: "#e3b341",
  amberSoft: "#3d2f0b",
  violet: "#bc8cff",
  green: "#3fb950",
  blue: "#58a6ff",
  teal: "#39c5cf",
  indigo: "#a5a8ff",
  pink: "#f778ba",
  onMark: "#0d1117",
};

function variables(colours: typeof light): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace";

export const style = `
:root{color-scheme:light dark;${variables(light)}}
@media (prefers-color-scheme:dark){:root{${variables(dark)}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:94rem;padding:1.5rem 1.5rem 3rem;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
header p{margin:.35rem 0 0;color:var(--muted)}
header p b{color:var(--ink)}
header p b.broken,header p b.missing{color:var(--red)}
header p b.undecided{color:var(--amber)}
header p b.fine{color:var(--green)}
code{font:.86em ${MONO}}
a{color:inherit}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
.overview{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;margin:1.1rem 0 0;padding:0}
.overview a{display:flex;align-items:center;gap:.45rem;padding:.2rem .65rem;border:1px solid var(--edge);border-radius:1rem;background:var(--panel);font:.8rem ${MONO};text-decoration:none;overflow-wrap:anywhere}
.overview a:hover{border-color:var(--blue)}
.dot{flex:none;display:inline-block;width:.62rem;height:.62rem;border-radius:50%;background:var(--green)}
.dot.broken,.dot.missing{background:var(--red)}
.dot.undecided{background:var(--amber)}
.dot.accepted{background:var(--violet)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;margin:1rem 0 0;padding:0;font-size:.8rem;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:.5rem}
.lane{margin-top:1.4rem;padding:.9rem 1.1rem 1rem;border:1px solid var(--edge);border-radius:.7rem;background:var(--panel);scroll-margin-top:1rem}
.lane:target{border-color:var(--blue)}
h2{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .6rem;margin:0 0 .5rem;font-size:1.05rem;overflow-wrap:anywhere}
h2 small{font-weight:400;font-size:.82rem;color:var(--muted)}
.drawing{overflow-x:auto}
.drawing svg{display:block;height:auto}
.drawing svg.wide{max-width:100%;min-width:62rem}
svg text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}
.node .box{fill:var(--box);stroke:var(--edge)}
.node .caption{font-size:10px;letter-spacing:.02em;fill:var(--kind)}
.node .name{font:600 12px ${MONO};fill:var(--ink)}
.node .detail{font-size:11px;fill:var(--muted)}
.node .stripe{fill:var(--kind)}
.node{--kind:var(--muted)}
.node.invocation{--kind:var(--blue)}
.node.function,.node.api-stage{--kind:var(--indigo)}
.node.function .box,.node.api-stage .box{stroke:var(--indigo);stroke-width:1.5}
.node.alias{--kind:var(--violet)}
.node.deployment-group,.node.configuration,.node.hook{--kind:var(--teal)}
.node.alarm,.node.metric{--kind:var(--pink)}
.node.topic,.node.subscriber{--kind:var(--green)}
.node.gap{--kind:var(--violet);--soft:var(--box)}
.node.gap.missing{--kind:var(--red);--soft:var(--redSoft)}
.node.gap.undecided{--kind:var(--amber);--soft:var(--amberSoft)}
.node.gap .box{fill:var(--soft);stroke:var(--kind);stroke-width:1.5;stroke-dasharray:5 4}
.node.gap .name{fill:var(--kind)}
.node.gap .stripe{fill:none}
.node.conditional .box{stroke:var(--muted);stroke-dasharray:3 3}
.line{fill:none;stroke:var(--line);stroke-width:1.4}
.head{fill:var(--line)}
.broken .line{stroke:var(--red);stroke-width:3}
.missing .line{stroke:var(--red);stroke-width:2;stroke-dasharray:6 4}
.undecided .line{stroke:var(--amber);stroke-width:2;stroke-dasharray:2 4;stroke-linecap:round}
.accepted .line{stroke:var(--violet);stroke-width:2}
.broken .head,.missing .head{fill:var(--red)}
.undecided .head{fill:var(--amber)}
.accepted .head{fill:var(--violet)}
.mark circle{fill:var(--violet);stroke:var(--panel);stroke-width:2}
.mark.broken circle,.mark.missing circle{fill:var(--red)}
.mark.undecided circle{fill:var(--amber)}
.mark text{font-size:11px;font-weight:700;text-anchor:middle;fill:var(--onMark)}
.findings{list-style:none;counter-reset:entry;margin:.6rem 0 0;padding:0;font-size:.88rem}
.findings li{counter-increment:entry;position:relative;padding:.25rem 0 .25rem 2rem}
.findings li::before{content:counter(entry);position:absolute;left:0;top:.32rem;width:1.3rem;height:1.3rem;border-radius:50%;background:var(--violet);color:var(--onMark);font-size:.74rem;font-weight:700;line-height:1.3rem;text-align:center}
.findings li.broken::before,.findings li.missing::before{background:var(--red)}
.findings li.undecided::before{background:var(--amber)}
.findings .where{font:600 .84rem ${MONO};overflow-wrap:anywhere}
.findings p{margin:0;overflow-wrap:anywhere}
.findings code,.beside code{color:var(--muted)}
.beside{margin-top:.6rem;font-size:.84rem;color:var(--muted)}
.beside p{margin:0;overflow-wrap:anywhere}
details{margin-top:.6rem;font-size:.84rem}
summary{cursor:pointer;color:var(--muted)}
table{border-collapse:collapse;margin-top:.4rem;width:100%}
th,td{padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:var(--muted)}
tr.broken td:nth-child(4),tr.missing td:nth-child(4){color:var(--red);font-weight:600}
tr.undecided td:nth-child(4){color:var(--amber);font-weight:600}
footer{margin-top:2rem;font-size:.8rem;color:var(--muted)}
@media print{:root{font-size:11px;${variables(light)}}body{max-width:none;padding:0;font-size:11px;print-color-adjust:exact;-webkit-print-color-adjust:exact}.lane{break-inside:avoid}.drawing{overflow:visible}.drawing svg{min-width:0;max-width:100%}details:not([open]){display:none}}
`;
