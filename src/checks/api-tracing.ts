// api-tracing: a trace that begins behind the API omits the wait in front of it.
import type { Remedy } from "../assessment.ts";
import { globalsOf } from "../model/apis/implicit-api.ts";
import type { Resource } from "../model/resource.ts";
import { tracingInWords, tracingOfStages } from "../model/tracing.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "api-tracing",
  title: "every stage of a REST API is traced by X-Ray",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "REST stage",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const { resource, path, state } of tracingOfStages(model.apis.stages)) {
      const subject = { stack: resource.stack, resource, detail: null };
      const finding = { message: tracingInWords(state), evidence: [resource] };
      const failing = { ...finding, remedy: remedyFor(resource), at: { resource, path } };
      if (state.kind === "unresolved") yield unknown(subject, { ...failing, because: state.doubt });
      else if (state.kind === "active") yield pass(subject, finding);
      else yield fail(subject, { ...failing, lacks: "active tracing" });
    }
  },
});

function remedyFor(stage: Resource): Remedy {
  const section = globalsOf(stage);
  return section === null
    ? remedy
    : { ...remedy, sam: `set TracingEnabled: true under Globals: ${section}, because the API is SAM's implicit one` };
}

const remedy = {
  cdk: "set tracingEnabled: true in deployOptions of the API",
  sam: "set TracingEnabled: true on the API",
  cloudformation: "set TracingEnabled: true on the stage",
};
