// How the hours of a backtest look: green where to deploy, red where nothing rolls a broken version back, amber in between.

const tint = (colour: string): string => `color-mix(in srgb,var(--${colour}) 30%,var(--panel))`;

export const weekStyle = `
.week{width:auto;margin:.4rem 0;font-size:.74rem;font-variant-numeric:tabular-nums;border-collapse:separate;border-spacing:2px}
.week caption{caption-side:bottom;text-align:left;font-size:.8rem;color:var(--muted)}
.week th,.week td{padding:.2rem .1rem;border:0;text-align:center;min-width:2.1rem;overflow-wrap:normal}
.week th{font-weight:400}
.week th[scope=row]{text-align:left;padding-right:.5rem}
.week td{border-radius:3px}
.week .good,.hour.good{background:${tint("green")}}
.week .unsure,.hour.unsure{background:${tint("amber")}}
.week .noisy,.hour.noisy{background:repeating-linear-gradient(135deg,${tint("amber")} 0 4px,var(--panel) 4px 8px)}
.week .blind,.hour.blind{background:${tint("red")}}
.hour{display:inline-block;width:1.6rem;height:1rem;border-radius:3px;font-size:.74rem;line-height:1rem;text-align:center;color:var(--ink)}
.advice{margin:.3rem 0 0;font-weight:600;overflow-wrap:anywhere}
@media print{.week{break-inside:avoid;font-size:8px}.week th,.week td{min-width:0}}
`;
