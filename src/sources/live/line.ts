// The path of every call: checked against the permitted actions, rate-limited, stopped with the run, its errors classified.
import type { STSClient } from "@aws-sdk/client-sts";
import pLimit from "p-limit";
import { type Action, actionOf, rateOf } from "./actions.ts";
import { classify } from "./failure.ts";
import { type Pacer, pacer } from "./pace.ts";

export interface LineRequest {
  readonly profile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends every call, with its reason. */
  readonly signal: AbortSignal;
  /** Told how many calls were answered, of how many that were made. */
  readonly progress: (answered: number, asked: number) => void;
}

export interface Line {
  /** How often each action was called; attempts are not counted. */
  readonly made: ReadonlyMap<Action, number>;
  /** How far AWS's clock is ahead of this machine's, in seconds; null until an answer shows it. */
  skewSeconds(): number | null;
  /** Has the client's calls go through. From then on its `send` throws LiveFailure and nothing else. */
  connect(client: { readonly middlewareStack: object }, region: string): void;
}

/** Of one client; the pace bounds the rate, this the sockets. */
const callsAtOnce = 12;

interface Named {
  readonly clientName?: string;
  readonly commandName?: string;
}

const actionIn = ({ clientName = "", commandName = "" }: Named): Action => actionOf(clientName, commandName);

export function openLine({ profile, env, signal, progress }: LineRequest): Line {
  const pacers = new Map<string, Pacer>();
  const made = new Map<Action, number>();
  const count = { asked: 0, answered: 0 };
  let skew: number | null = null;

  const paceOf = (action: Action, region: string): Pacer => {
    const { group, perSecond } = rateOf(action);
    const key = `${group} ${region}`;
    const known = pacers.get(key) ?? pacer(perSecond);
    pacers.set(key, known);
    return known;
  };
  const whole = async <T>(action: Action, region: string, call: () => Promise<T>): Promise<T> => {
    made.set(action, (made.get(action) ?? 0) + 1);
    count.asked += 1;
    try {
      return await untilAborted(call(), signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : classify(error, { action, region, profile, env, skewSeconds: skew });
    } finally {
      count.answered += 1;
      progress(count.answered, count.asked);
    }
  };

  return {
    made,
    skewSeconds: () => skew,
    connect: (client, region) => {
      const stack = client.middlewareStack as STSClient["middlewareStack"];
      const limit = pLimit(callsAtOnce);
      stack.add((next, context) => (args) => whole(actionIn(context), region, () => limit(() => next(args))), {
        step: "initialize",
        priority: "high",
        name: "fitnessCall",
      });
      stack.add(
        (next, context) => async (args) => {
          await paceOf(actionIn(context), region)(signal);
          signal.throwIfAborted();
          return next(args);
        },
        // Within the retries: each attempt waits for its turn.
        { step: "finalizeRequest", priority: "low", name: "fitnessPace" },
      );
      stack.add(
        (next) => async (args) => {
          const result = await next(args);
          const { headers, statusCode } = result.response as { headers: Record<string, string>; statusCode: number };
          skew = skewOf(headers["date"]) ?? skew;
          refuseHtml(headers["content-type"], statusCode);
          return result;
        },
        // Innermost: sees the answer before the SDK reads it.
        { step: "deserialize", priority: "low", name: "fitnessAnswer" },
      );
    },
  };
}

/** A call that hangs must not hold the run. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function skewOf(date: string | undefined): number | null {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? null : (time - Date.now()) / 1000;
}

function refuseHtml(contentType: string | undefined, status: number): void {
  if (!/^text\/html/i.test(contentType ?? "")) return;
  throw Object.assign(new Error(`an HTML page with status ${status} came back`), {
    name: "UnreadableAnswer",
    $metadata: { httpStatusCode: status },
  });
}
