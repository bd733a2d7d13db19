// state-machine-tracing: without a trace, a state machine is a gap between the functions that it calls.
import * as z from "zod";
import { tracingInWords, tracingOfStateMachines } from "../model/tracing.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "state-machine-tracing",
  title: "every state machine is traced by X-Ray",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "state machine",
  severity: "off",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    for (const { resource, path, state } of tracingOfStateMachines(model)) {
      const subject = { stack: resource.stack, resource, detail: null };
      const finding = { message: tracingInWords(state), evidence: [resource] };
      const failing = { ...finding, remedy, at: { resource, path } };
      if (state.kind === "unresolved") yield unknown(subject, { ...failing, because: state.doubt });
      else if (state.kind === "active") yield pass(subject, finding);
      else yield fail(subject, { ...failing, lacks: "active tracing" });
    }
  },
});

const remedy = {
  cdk: "set tracingEnabled: true on the state machine",
  sam: "set Tracing: { Enabled: true } on the state machine",
  cloudformation: "set the state machine's TracingConfiguration.Enabled to true, and let its role write to X-Ray",
};
