// The table of calls against the SDK itself: each is a command of its client, under the name that its middleware sees.
import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as codedeploy from "@aws-sdk/client-codedeploy";
import * as codepipeline from "@aws-sdk/client-codepipeline";
import * as lambda from "@aws-sdk/client-lambda";
import * as organizations from "@aws-sdk/client-organizations";
import * as tagging from "@aws-sdk/client-resource-groups-tagging-api";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { type Action, actionOf, calls, rateOf } from "./actions.ts";

const actions = [...calls.keys()];

const packages: readonly Readonly<Record<string, unknown>>[] = [
  cloudformation,
  cloudwatch,
  codedeploy,
  codepipeline,
  lambda,
  organizations,
  s3,
  tagging,
  sts,
];

interface Sdk {
  readonly send: (command: unknown) => Promise<unknown>;
  readonly middlewareStack: { add(middleware: unknown, options: object): void };
}

/** The names that the middleware receives for a call. */
async function namesOf(client: Sdk, command: unknown): Promise<[string, string]> {
  let names: [string, string] = ["", ""];
  const spy = (_: unknown, context: { clientName: string; commandName: string }) => async () => {
    names = [context.clientName, context.commandName];
    return { output: {} };
  };
  client.middlewareStack.add(spy, { step: "initialize", priority: "high" });
  await client.send(command);
  return names;
}

test.each(actions)("%s is the action of the SDK's call", async (action) => {
  const operation = calls.get(action)?.command;
  const own = packages.find((each) => Object.hasOwn(each, `${operation}Command`));
  const [make] = Object.entries(own ?? {}).flatMap(([name, value]) =>
    /^[A-Z].*Client$/.test(name) && name !== "__Client" ? [value] : [],
  );
  const client = new (make as new (settings: object) => Sdk)({ region: "eu-west-1" });
  const Command = own?.[`${operation}Command`] as new (input: object) => unknown;
  expect(actionOf(...(await namesOf(client, new Command({}))))).toBe(action);
});

test("a call that no policy names is not made", () => {
  expect(() => actionOf("LambdaClient", "GetFunctionCommand")).toThrow(/live runs do not call/);
});

test("the control plane of Lambda is paced as a whole, and under what AWS allows", () => {
  const ofLambda = actions.filter((action) => action.startsWith("lambda:"));
  expect(new Set(ofLambda.map((action) => rateOf(action).group))).toEqual(new Set(["lambda"]));
  const allowed: Partial<Record<Action, number>> = {
    "lambda:ListAliases": 15,
    "cloudwatch:DescribeAlarms": 9,
    "cloudwatch:GetMetricData": 50,
    "tag:GetResources": 15,
  };
  for (const [action, most] of Object.entries(allowed)) {
    const { perSecond } = rateOf(action as Action);
    expect(perSecond).toBeLessThan(most);
    // A run takes at most half as long again as the service allows.
    expect(perSecond * 1.5).toBeGreaterThanOrEqual(most);
  }
});
