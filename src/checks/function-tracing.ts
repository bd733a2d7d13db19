// function-tracing: without a trace the cause of a slow request is a guess.
import { functionTracingInWords, isRoleGenerated, tracingOfFunction } from "../model/tracing.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "function-tracing",
  title: "every function is traced by X-Ray",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "function",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const { resource, path, state } of model.functions.map((node) => tracingOfFunction(node.resource))) {
      const subject = { stack: resource.stack, resource, detail: null };
      const finding = { message: functionTracingInWords(state), evidence: [resource] };
      const role = model.executionRoles.get(resource)?.role ?? { state: "absent" };
      const failing = { ...finding, remedy: isRoleGenerated(role) ? remedy : remedyWithRole, at: { resource, path } };
      if (state.kind === "unresolved") yield unknown(subject, { ...failing, because: state.doubt });
      else if (state.kind === "active") yield pass(subject, finding);
      else yield fail(subject, { ...failing, lacks: "active tracing" });
    }
  },
});

const remedy = {
  cdk: "set tracing: Tracing.ACTIVE on the function",
  sam: "set Tracing: Active on the function, or for all of them in Globals",
  cloudformation: "set the function's TracingConfig.Mode to Active, and allow its role to write to X-Ray",
};

const remedyWithRole = { ...remedy, sam: `${remedy.sam}, and allow its role to write to X-Ray` };
