// state-machine-tracing: without a trace, a state machine is a gap between the functions that it calls.
import type { Assessment, Observations, Subject } from "../assessment.ts";
import {
  isRoleGenerated,
  type StateMachineTracing,
  tracingInWords,
  tracingOfStateMachines,
  WRITE_TRACES,
} from "../model/tracing.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "state-machine-tracing",
  title: "every state machine is traced by X-Ray",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "state machine",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const tracing of tracingOfStateMachines(model)) {
      const { resource, path, state, role } = tracing;
      const subject = { stack: resource.stack, resource, detail: null };
      const at = { resource, path };
      const failing = { evidence: [resource], remedy: isRoleGenerated(role.target) ? remedy : remedyWithRole, at };
      if (state.kind === "unresolved")
        yield unknown(subject, { ...failing, message: tracingInWords(state), because: state.doubt });
      else if (state.kind === "inactive")
        yield fail(subject, { ...failing, message: tracingInWords(state), lacks: "active tracing" });
      else yield ofRole(tracing, subject, { pass, fail });
    }
  },
});

/** Where tracing is on, its role has to write the traces. */
function ofRole(
  { resource, state, role }: StateMachineTracing,
  subject: Subject,
  { pass, fail }: Pick<Observations<unknown>, "pass" | "fail">,
): Assessment {
  const evidence = [resource, ...role.walked];
  if (role.mayWrite === true) return pass(subject, { message: tracingInWords(state), evidence });
  if (role.mayWrite === null) return pass(subject, { message: "tracing is enabled", evidence });
  const [own = resource] = role.walked;
  const message = `tracing is enabled, but its role ${own.label} does not allow ${WRITE_TRACES}`;
  return fail(subject, { message, evidence, remedy: remedyOfRole, at: { resource, path: ["Properties", "RoleArn"] } });
}

const remedy = {
  cdk: "set tracingEnabled: true on the state machine",
  sam: "set Tracing: { Enabled: true } on the state machine",
  cloudformation: "set the state machine's TracingConfiguration.Enabled to true, and allow its role to write to X-Ray",
};
const remedyWithRole = { ...remedy, sam: `${remedy.sam}, and allow its role to write to X-Ray` };

const attach =
  "allow xray:PutTraceSegments, xray:PutTelemetryRecords, xray:GetSamplingRules and xray:GetSamplingTargets in the state machine's role (AWSXRayDaemonWriteAccess)";
const remedyOfRole = {
  cdk: "add ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess') to the state machine's role",
  sam: `${attach}, or omit Role`,
  cloudformation: attach,
};
