// Numbers in the sentences about a simulation.

/** Three digits tell what there is to be told. */
export function figure(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
