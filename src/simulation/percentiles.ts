// When deployments are rolled back and how much meets the new version until then, over the trials of one scenario.

export interface SimulatedPercentiles {
  readonly minute: Percentiles;
  readonly exposedMinutes: Percentiles;
  readonly exposedRequests: Percentiles;
}

/** By nearest rank: values that occurred. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}
