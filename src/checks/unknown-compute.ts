// unknown-compute: what deploys code and is not understood is checked by nothing else, and silence about it would read as fit.
import * as z from "zod";
import { type UnknownCompute, unknownCompute } from "../model/compute/unknown-compute.ts";
import { defineCheck } from "./define-check.ts";

const types = z.array(z.string().regex(/^\w+::\w+::\w+$/, "must be a resource type, e.g. AWS::Lambda::WebFunction"));

export default defineCheck({
  id: "unknown-compute",
  title: "the checks understand all compute of the system",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "resource that deploys code and is not a Lambda function",
  severity: "error",
  options: z.strictObject({
    exclude: types.default([]).describe("Resource types that are accepted although no check covers them."),
    forbid: types.default([]).describe("Resource types that are forbidden and fail."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const compute of unknownCompute(model)) {
      const { resource } = compute;
      const { type } = resource;
      const subject = { stack: resource.stack, resource, detail: null };
      const evidence = [resource];
      const what = inWords(compute);
      if (options.forbid.includes(type)) {
        const message = `${what}; the option forbid names ${type}`;
        yield fail(subject, { message, evidence, remedy: `replace it with Lambda functions, or remove ${type} from forbid` });
      } else if (options.exclude.includes(type)) {
        yield pass(subject, { message: `${what}; not checked (accepted by the option exclude)`, evidence });
      } else {
        const message = `${what}: its deployments, alarms and callers are not checked`;
        const because = `no check understands ${type}; to accept that, add the type to the option exclude of unknown-compute`;
        const remedy = `audit it with another tool, then add ${type} to the option exclude of unknown-compute`;
        yield unknown(subject, { message, because, evidence, remedy });
      }
    }
  },
});

function inWords({ what, shift }: UnknownCompute): string {
  return shift === null ? `is ${what}` : `is ${what} and ${shift}`;
}
