// Creates the SDK's clients: one per service and region, all with the same credentials, retries and time-outs.
import type { STSClientConfig } from "@aws-sdk/client-sts";
import { type Line, type LineRequest, openLine } from "./line.ts";
import { credentialsOf } from "./profile.ts";
import { boundedRetries } from "./retries.ts";

/** What every client is made with. */
export type ClientSettings = Pick<
  STSClientConfig,
  "region" | "profile" | "credentials" | "retryStrategy" | "requestHandler" | "logger"
>;

interface Client {
  readonly config: { readonly credentials: NonNullable<ClientSettings["credentials"]> };
  readonly middlewareStack: object;
  destroy(): void;
}

export interface Clients extends Pick<Line, "made" | "skewSeconds"> {
  /**
   * The client of a service in a region, made once. Its `send` throws LiveFailure and nothing else.
   * @param make `LambdaClient`
   */
  of<Made extends Client>(make: new (settings: ClientSettings) => Made, region: string): Made;
  close(): void;
}

const nothing = (): void => {};
/** The SDK would write its advice on profiles and keys among our own lines; whose identity is taken is said there. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const milliseconds = { connection: 5_000, request: 15_000 };

export interface ClientsRequest extends LineRequest {
  /** Those of an assumed role; by default what the profile and the environment give. */
  readonly credentials?: ClientSettings["credentials"];
}

export function openClients(request: ClientsRequest): Clients {
  const { profile, signal } = request;
  const line = openLine(request);
  const clients = new Map<unknown, Map<string, Client>>();
  let credentials = request.credentials ?? (profile === null ? undefined : credentialsOf(profile));

  const made = <Made extends Client>(make: new (settings: ClientSettings) => Made, region: string): Made => {
    const client = new make({
      region,
      ...(profile === null ? {} : { profile }),
      ...(credentials === undefined ? {} : { credentials }),
      logger: silent,
      retryStrategy: boundedRetries(signal),
      requestHandler: {
        connectionTimeout: milliseconds.connection,
        requestTimeout: milliseconds.request,
        socketTimeout: milliseconds.request,
        // Without it the SDK warns and goes on waiting.
        throwOnRequestTimeout: true,
      },
    });
    // One session, or one assumed role, for all of them.
    credentials ??= client.config.credentials;
    line.connect(client, region);
    return client;
  };

  return {
    made: line.made,
    skewSeconds: line.skewSeconds,
    of: (make, region) => {
      const inRegions = clients.get(make) ?? new Map<string, Client>();
      clients.set(make, inRegions);
      const client = inRegions.get(region) ?? made(make, region);
      inRegions.set(region, client);
      return client as InstanceType<typeof make>;
    },
    close: () => {
      for (const inRegions of clients.values()) for (const client of inRegions.values()) client.destroy();
    },
  };
}
