// A stand-in for AWS behind the SDK's clients: answers commands by their names and remembers them. It sends nothing.
import { type Action, actionOf } from "../../src/sources/live/actions.ts";
import type { Clients } from "../../src/sources/live/clients.ts";
import { LiveFailure } from "../../src/sources/live/failure.ts";

// biome-ignore lint/suspicious/noExplicitAny: inputs and outputs of several SDKs, each as its test has it
export type Handler = (input: any, region: string) => unknown;

export interface Made {
  readonly action: Action;
  readonly region: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly input: any;
}

export interface Stub {
  readonly clients: Pick<Clients, "of">;
  readonly made: Made[];
}

/** By command, `ListAliases`, what is answered. A command without a handler is a call that nobody expected. */
export function stubbed(handlers: Readonly<Record<string, Handler>>): Stub {
  const made: Made[] = [];
  const of = (make: { readonly name: string }, region: string) => ({
    async send(command: { readonly input: unknown }): Promise<unknown> {
      const name = command.constructor.name;
      made.push({ action: actionOf(make.name, name), region, input: command.input });
      const handler = handlers[name.replace(/Command$/, "")];
      if (handler === undefined) throw new Error(`${name} was not expected`);
      return handler(command.input, region);
    },
  });
  return { made, clients: { of: of as unknown as Clients["of"] } };
}

/** As `send` throws it where the service says that there is no such thing. */
export function notThere(name: string): LiveFailure {
  return new LiveFailure("not-found", "there is none", { remedy: "name one", cause: Object.assign(new Error("none"), { name }) });
}

export function denied(action: string): LiveFailure {
  return new LiveFailure("denied", `${action} is denied in eu-west-1`, { remedy: `allow ${action}`, action });
}
