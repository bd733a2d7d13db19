// The SDK's standard retries, five attempts, whose waits end with the run.
import { setTimeout as sleep } from "node:timers/promises";
import type { STSClientConfig } from "@aws-sdk/client-sts";

const attempts = 5;

type RetryStrategy = Extract<NonNullable<STSClientConfig["retryStrategy"]>, { acquireInitialRetryToken: unknown }>;
type Token = Awaited<ReturnType<RetryStrategy["acquireInitialRetryToken"]>>;

/** Milliseconds, doubled with each attempt and multiplied by chance, as the SDK's standard mode does. */
const baseDelay = { THROTTLING: 1_000, TRANSIENT: 50 };
const longestDelay = 20_000;
/** How far beyond its own delay the strategy follows a service that says when to come again. */
const patience = 5_000;

export function boundedRetries(signal: AbortSignal): RetryStrategy {
  return {
    acquireInitialRetryToken: async () => token(0),
    refreshRetryTokenForRetry: async (spent, { errorType, retryAfterHint }) => {
      const count = spent.getRetryCount() + 1;
      if (count >= attempts || (errorType !== "THROTTLING" && errorType !== "TRANSIENT")) throw new Error("not to be retried");
      const delay = Math.random() * Math.min(baseDelay[errorType] * 2 ** (count - 1), longestDelay);
      const wanted = retryAfterHint === undefined ? 0 : Math.min(retryAfterHint.getTime() - Date.now(), delay + patience);
      await sleep(Math.max(delay, wanted), undefined, { signal });
      return token(count);
    },
    recordSuccess: () => {},
  };
}

function token(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}
