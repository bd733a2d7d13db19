// state-machine-retry: a function that fails once, be it for a moment, fails the whole execution with all that came before.
import type { Handling } from "../model/invocations/definition.ts";
import { functionTasks } from "../model/invocations/function-tasks.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "state-machine-retry",
  title: "every state machine task that invokes a function retries or catches errors",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "task of a state machine that calls a function",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const { machine, state, handles, path, doubt } of functionTasks(model)) {
      const subject = { stack: machine.stack, resource: machine, detail: state };
      const evidence = [machine];
      const remains = { evidence, remedy, at: { resource: machine, path } };
      const handled = inWords(handles);
      if (doubt !== null) {
        const message = state === null ? "its definition is unknown" : "which of its definitions applies is unknown";
        yield unknown(subject, { message, because: doubt, ...remains });
      } else if (handled === null) {
        const message = "an error of the function fails the entire execution: the task has neither Retry nor Catch";
        yield fail(subject, { message, ...remains });
      } else yield pass(subject, { message: handled, evidence });
    }
  },
});

/** `retries on Lambda.ServiceException, catches States.ALL`; null without both. */
function inWords({ retries, catches }: Handling): string | null {
  const said = [
    ...(retries.length > 0 ? [`retries on ${listed(retries)}`] : []),
    ...(catches.length > 0 ? [`catches ${listed(catches)}`] : []),
  ];
  return said.length === 0 ? null : said.join(", and ");
}

function listed(errors: readonly string[]): string {
  const distinct = [...new Set(errors)];
  const more = distinct.length > 2 ? ` and ${distinct.length - 2} more` : "";
  return `${distinct.slice(0, 2).join(", ")}${more}`;
}

const remedy = {
  cdk: "call addRetry or addCatch on the LambdaInvoke task",
  sam: "give the task a Retry, with at least Lambda.ServiceException, Lambda.SdkClientException and Lambda.TooManyRequestsException, or a Catch",
  cloudformation:
    "give the task a Retry, with at least Lambda.ServiceException, Lambda.SdkClientException and Lambda.TooManyRequestsException, or a Catch",
};
