// Styles of the report page in addition to those of every page. Colours show severity only; words repeat it.

const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace";

export const style = `
body{max-width:82rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;padding:.3rem .7rem;background:var(--panel);z-index:3}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.muted{color:var(--muted)}
.good{color:var(--green)}
.bad{color:var(--red)}
.doubt{color:var(--amber)}
.head{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,34rem);gap:1rem 2.5rem;align-items:center}
.head h1{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .8rem;font-size:1.7rem}
.head .counts{margin-top:.6rem;font-size:1.1rem}
.head .counts b{color:var(--ink)}
.head p b.bad{color:var(--red)}
.head p b.good{color:var(--green)}
.head p b.doubt{color:var(--amber)}
.banner{padding:.12rem .75rem;border-radius:2rem;background:var(--muted);color:var(--onMark);font-size:1rem;line-height:1.6;letter-spacing:.02em}
.banner.good{background:var(--green)}
.banner.bad{background:var(--red)}
.banner.doubt{background:var(--amber)}
.score>div{width:120px}
.head .score p{margin:.2rem 0 0;text-align:center;font-size:.8rem}
.score{display:grid;grid-template-columns:auto minmax(0,1fr);gap:1.6rem;align-items:center}
.ring{position:relative;width:120px;height:120px;margin:0}
.ring circle{fill:none;stroke-width:11}
.ring .track{stroke:var(--edge)}
.ring .value{stroke:var(--muted);stroke-linecap:round}
.ring .value.good{stroke:var(--green)}
.ring .value.bad{stroke:var(--red)}
.ring .value.doubt{stroke:var(--amber)}
.ring figcaption{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;font-size:.74rem;line-height:1.25;color:var(--muted)}
.ring figcaption b{font-size:1.7rem;line-height:1.1;color:var(--ink);font-variant-numeric:tabular-nums}
.ring figcaption .bad{color:var(--red)}
.ring figcaption .good{color:var(--green)}
.bars{margin:0}
.bars th,.bars td{padding:.12rem .7rem .12rem 0;border:0;vertical-align:middle}
.bars th{width:1%;color:var(--ink);font-weight:400;font-size:.86rem;white-space:nowrap}
.bars td.number{width:1%;padding-right:0;text-align:right;font-size:.86rem}
.bars small{margin-left:.4em;color:var(--muted);white-space:nowrap}
.bar,.shares,.strip{display:block}
.bar .track{fill:var(--edge)}
.bar .value{fill:var(--blue)}
.bar .value.bad{fill:var(--red)}
.bar .bound{stroke:var(--ink);stroke-width:2}
.alerts{grid-column:1/-1;margin:0;padding:.6rem 1rem;list-style:none;border-left:4px solid var(--red);border-radius:.3rem;background:var(--redSoft)}
.alerts li+li{margin-top:.3rem}
.alerts li{overflow-wrap:anywhere}
.jump{position:sticky;top:0;z-index:2;margin:1.3rem -1.5rem 0;padding:.45rem 1.5rem;background:var(--page);border-bottom:1px solid var(--edge);overflow-x:auto}
.jump ul{display:flex;gap:.2rem 1.2rem;list-style:none;margin:0;padding:0}
.jump a{display:block;padding:.15rem 0;font-size:.88rem;white-space:nowrap;text-decoration:none;color:var(--muted)}
.jump a:hover{color:var(--ink);text-decoration:underline}
.jump .count,h2 .count{margin-left:.35rem;padding:.02rem .45rem;border-radius:1rem;background:var(--panel);border:1px solid var(--edge);font-size:.76rem;font-variant-numeric:tabular-nums}
.part{margin-top:2.2rem;scroll-margin-top:3.2rem}
.part>h2{font-size:1.25rem;margin-bottom:.7rem}
.part>h2 small{font-size:.9rem}
.part h3{font-size:1rem;margin:0}
.check,.lane{scroll-margin-top:3.4rem}
.first{margin-top:.8rem;padding:.7rem 1rem;border:1px solid var(--edge);border-left:4px solid var(--blue);border-radius:.4rem;background:var(--panel)}
.first p{margin:0;overflow-wrap:anywhere}
.items{list-style:none;margin:.3rem 0 .6rem;padding:0}
.items li{position:relative;padding:.15rem 0 .15rem 1.5rem;overflow-wrap:anywhere}
.items li::before{content:"•";position:absolute;left:.3rem;color:var(--muted)}
.items.worse li::before,.items li.worse::before{content:"▼";left:0;color:var(--red)}
.items li.better::before{content:"▲";left:0;color:var(--green)}
.items li.changed::before{content:"◆";left:.1rem;color:var(--muted)}
#change h3{margin-top:.6rem}
code{overflow-wrap:anywhere}
.part p{margin:.2rem 0;overflow-wrap:anywhere}
.nothing{padding:.7rem 1rem;border:1px solid var(--edge);border-left:4px solid var(--green);border-radius:.4rem;background:var(--panel)}
.filter{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.2rem;margin-bottom:.9rem;font-size:.86rem;color:var(--muted)}
.filter[hidden]{display:none}
.filter label{display:flex;align-items:center;gap:.45rem}
.filter input,.filter select{padding:.25rem .5rem;border:1px solid var(--line);border-radius:.35rem;background:var(--box);color:var(--ink);font:inherit;min-width:0}
.filter input{width:17rem;max-width:100%}
.filter output{font-variant-numeric:tabular-nums}
.checks{display:grid;gap:.8rem}
.check{padding:.75rem 1.1rem .8rem;border:1px solid var(--edge);border-left:4px solid var(--muted);border-radius:.5rem;background:var(--panel);min-width:0}
.check[hidden],.finding[hidden]{display:none}
.check.error{border-left-color:var(--red)}
.check.warning,.check.unknown{border-left-color:var(--amber)}
.check:target{border-color:var(--blue)}
.check>header{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 1rem;align-items:baseline}
.check>header p{margin:0}
.check .count,.check .axes{text-align:right}
.check>header h3 code{font-size:1rem;font-weight:600}
.check .count{color:var(--ink);font-size:.88rem;font-variant-numeric:tabular-nums}
.check .title{color:var(--muted);font-size:.9rem}
.check .axes{color:var(--muted);font-size:.78rem}
.found,.members,.names,.measures{list-style:none;margin:0;padding:0}
.finding{margin-top:.6rem;padding-top:.6rem;border-top:1px solid var(--edge)}
.finding p{margin:.1rem 0}
.whom{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .6rem}
.whom b,.members b{font:600 .88rem ${MONO};overflow-wrap:anywhere}
.whom small{color:var(--muted)}
.members li{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .6rem;padding:.1rem 0}
.members b{font-weight:500}
.members .said{flex-basis:100%;color:var(--muted);font-size:.88rem;overflow-wrap:anywhere}
.detail{color:var(--muted);font-size:.86rem}
.place{margin-left:auto;color:var(--muted)}
td .place{display:block;margin:0}
.badge{padding:.02rem .5rem;border-radius:1rem;border:1px solid currentcolor;font-size:.72rem;font-weight:600;color:var(--muted)}
.badge.error{background:var(--red);border-color:var(--red);color:var(--onMark)}
.badge.warning{color:var(--amber)}
.badge.unknown{color:var(--amber);border-style:dashed}
.reason{color:var(--muted);font-size:.88rem}
.path{display:flex;flex-wrap:wrap;gap:.15rem 0;list-style:none;margin:.35rem 0 .2rem;padding:0;font:.78rem ${MONO};color:var(--muted)}
.path li{overflow-wrap:anywhere}
.path li+li::before{content:"→";margin:0 .5rem}
.path li:first-child{color:var(--ink)}
.finding .remedy,.first .remedy{color:var(--green)}
.names{display:flex;flex-wrap:wrap;gap:.1rem .9rem;margin-top:.3rem;font-size:.8rem;font-weight:400}
.names li{overflow-wrap:anywhere}
.kinds{table-layout:fixed;min-width:34rem}
.kinds td,.kinds th{padding:.7rem .9rem .7rem 0;vertical-align:top}
.kinds th{color:var(--ink)}
.kinds tr>:first-child{width:9rem}
.kinds th small,.stacks th small,#checks th small{display:block;font-weight:400;color:var(--muted)}
.kinds p{margin:0 0 .35rem}
.kinds .empty{color:var(--muted);background:repeating-linear-gradient(135deg,transparent 0 7px,var(--panel) 7px 14px)}
.kinds .empty b{color:var(--amber)}
.kinds td.empty{padding-left:.9rem}
.shares{border-radius:4px;overflow:hidden}
.shares .fail{fill:var(--red)}
.shares .unknown{fill:var(--amber)}
.shares .waived,.shares .baselined{fill:var(--violet)}
.shares .pass{fill:var(--green)}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.wide{width:30%;min-width:7rem;vertical-align:middle}
.stacks th[scope=row],#checks th[scope=row]{color:var(--ink)}
.measure{display:grid;grid-template-columns:15rem minmax(6rem,1fr) minmax(0,22rem);gap:.1rem 1.2rem;align-items:center;padding:.45rem 0;border-bottom:1px solid var(--edge)}
.measure p{margin:0}
.measure .of{display:flex;flex-wrap:wrap;gap:0 .6rem;align-items:baseline}
.measure .of code{font-weight:600}
.measure .of span{color:var(--muted);font-size:.86rem}
.measure .range{font-size:.88rem}
.measure details{grid-column:1/-1;margin:.1rem 0 0}
.measure th{color:var(--ink);font-weight:400}
.strip .allowed{fill:var(--green);fill-opacity:.13}
.strip .scale{stroke:var(--line)}
.strip .bound{stroke:var(--red);stroke-width:2}
.strip .point{fill:var(--line);stroke:var(--page);stroke-width:1.5}
.strip .point.good{fill:var(--green)}
.strip .point.bad{fill:var(--red)}
.strip .point.doubt{fill:var(--amber)}
.strip .point.settled{fill:var(--violet)}
.spark{font-family:${MONO};letter-spacing:-.05em;white-space:pre}
.said.plain{color:var(--ink);font-size:.92rem}
.chart-card{margin-top:.6rem;padding:.6rem .8rem}
details.more>summary{font-size:.95rem}
tr.bad td,tr.doubt td{background:none}
@media (max-width:62rem){.head{grid-template-columns:minmax(0,1fr)}.measure{grid-template-columns:minmax(0,1fr)}}
@media (max-width:34rem){
body{padding:1rem .9rem 2rem}
.jump{margin:1rem -.9rem 0;padding:.45rem .9rem}
.score{grid-template-columns:minmax(0,1fr);gap:.8rem}
.check{padding:.6rem .8rem}
.lane{padding:.7rem .8rem}
.filter label{flex:1 1 100%}
.filter input,.filter select{flex:1}
.place{margin-left:0}
td.wide{min-width:4rem}
}
@media print{.jump,.filter,.skip{display:none}.check,.finding,.measure{break-inside:avoid}.part{margin-top:1.2rem}.check,.first,.nothing{background:none}}
`;
