// The recording of a system that was deployed exactly as its templates say: what a live run would see where nothing has drifted.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { StackFacts, SystemFacts } from "../src/model/facts.ts";
import { link } from "../src/model/link.ts";
import type { Model } from "../src/model/model.ts";
import { type Answer, type Ask, type AskKind, keyOf, NOT_READ } from "../src/model/observed/ask.ts";
import { deployedText } from "../src/model/observed/deployed-text.ts";
import { physicalName } from "../src/model/observed/physical-name.ts";
import { questionsOf } from "../src/model/observed/questions.ts";
import type { TemplateNode } from "../src/model/resolve/node.ts";
import type { Resource } from "../src/model/resource.ts";
import { systemOf } from "../src/sources/recorded-system.ts";
import type { Recording } from "../src/sources/recording.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { requestFor } from "./folder.ts";
import { ACCOUNT, REGION, recordingOf } from "./recordings.ts";

const here = { "AWS::Region": REGION, "AWS::AccountId": ACCOUNT };

/** The facts of the templates, in the region and account of the recording. */
export function templateFacts(cwd: string, paths: readonly string[]): Promise<SystemFacts> {
  return readTemplates(requestFor(cwd, paths, { parameters: new Map(Object.entries(here)) }));
}

/** A recording of these templates; JSON templates only, or SAM's as they were written. */
export async function deployedFrom(cwd: string, paths: readonly string[], kinds: readonly AskKind[]): Promise<Recording> {
  const written = await templateFacts(cwd, paths);
  // Once it is deployed the name of a stack is no guess any more.
  const facts = { ...written, stacks: written.stacks.map((stack) => ({ ...stack, nameDerived: false })) };
  const model = link(facts, {});
  const bare = recordingOf({
    stacks: facts.stacks.map((stack) => ({
      name: stack.name,
      template: readFileSync(path.resolve(cwd, stack.file), "utf8"),
      parameters: parametersOf(stack),
      tags: Object.fromEntries([...stack.tags].map(([key, value]) => [key, String(value)])),
      resources: model.resources
        .filter((resource) => resource.stack.name === stack.name)
        .map((resource) => ({
          logicalId: resource.logicalId,
          physicalId: physicalIdOf(resource, model),
          type: resource.type,
          status: "CREATE_COMPLETE",
        })),
    })),
  });
  return withAnswers(bare, kinds);
}

/** With what the services would answer to every question about the system's own resources. */
async function withAnswers(recording: Recording, kinds: readonly AskKind[]): Promise<Recording> {
  const model = link(await systemOf(recording, { kind: "stack" }), {});
  const asks = kinds.flatMap((kind) => questionsOf(kind, model));
  return { ...recording, answers: Object.fromEntries(asks.map((ask) => [keyOf(ask), answerTo(ask, model)])) };
}

function parametersOf({ template: { Parameters }, parameters }: StackFacts): Record<string, string> {
  const declared = Object.entries(Parameters).map(([name, declaration]) => [
    name,
    (declaration as { Default?: unknown }).Default,
  ]);
  const given = [...parameters].map(([name, { value }]) => [name, value]);
  const all = [...declared, ...given].filter(([name, value]) => value !== undefined && !String(name).startsWith("AWS::"));
  return Object.fromEntries(all.map(([name, value]) => [String(name), String(value)]));
}

function physicalIdOf(resource: Resource, model: Model): string {
  const { type, logicalId, stack } = resource;
  const name = model.system.nameOf(resource);
  const isNamed = model.system.resolver.literal(name) === null && type !== "AWS::ApiGateway::RestApi";
  const own = isNamed ? name : `${stack.name}-${logicalId}-1A2B3C`;
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
  switch (type) {
    case "AWS::SNS::Topic":
      return arn("sns", own);
    case "AWS::SQS::Queue":
      return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${own}`;
    case "AWS::StepFunctions::StateMachine":
      return arn("states", `stateMachine:${own}`);
    case "AWS::StepFunctions::StateMachineAlias":
      return arn("states", `stateMachine:${machineOf(resource, model)}:${textAt(resource.property("Name"), model)}`);
    case "AWS::Lambda::Version":
      return arn("lambda", `function:${ownerOf(resource, model)}:2`);
    case "AWS::Lambda::Alias":
      return arn("lambda", `function:${ownerOf(resource, model)}:${textAt(resource.property("Name"), model)}`);
    default:
      return own;
  }
}

function machineOf(alias: Resource, model: Model): string {
  const rollout = model.gradualRollouts.find(({ resource }) => resource === alias);
  return rollout?.machine.state === "known"
    ? (physicalName({ ...rollout.machine.value.facts, physicalId: physicalIdOf(rollout.machine.value, model) }) ?? "")
    : "elsewhere";
}

function ownerOf(resource: Resource, model: Model): string {
  const owner = model.functionIndex.find(resource.property("FunctionName").symbol(), resource.stack);
  return owner.state === "known" ? physicalIdOf(owner.value.function.resource, model) : "elsewhere";
}

function answerTo(ask: Ask, model: Model): Answer {
  return { state: "seen", value: (answers[ask.kind] as (ask: Ask, model: Model) => never)(ask, model) };
}

const answers: { readonly [Kind in AskKind]: (ask: Extract<Ask, { readonly kind: Kind }>, model: Model) => unknown } = {
  function: ({ functionName }, model) => {
    const node = named(model, functionName, "AWS::Lambda::Function");
    return {
      runtime: textAt(node?.property("Runtime"), model) ?? null,
      memoryMegabytes: Number(textAt(node?.property("MemorySize"), model) ?? 128),
      timeoutSeconds: Number(textAt(node?.property("Timeout"), model) ?? 3),
      architecture: textAt(node?.property("Architectures", 0), model) ?? "x86_64",
      tracing: textAt(node?.property("TracingConfig", "Mode"), model) ?? "PassThrough",
      deadLetterArn: textAt(node?.property("DeadLetterConfig", "TargetArn"), model) ?? null,
      roleArn: textAt(node?.property("Role"), model) ?? "",
      codeSha256: "x",
      lastModified: "2026-11-20T10:00:00Z",
      settings: node === undefined ? {} : settingsOf(node, model),
      status: { state: "Active", stateReason: null, lastUpdate: "Successful", lastUpdateReason: null },
    };
  },
  aliases: ({ functionName }, model) =>
    model.aliases
      .filter((alias) => alias.function.state === "known" && physicalName(alias.function.value.resource.facts) === functionName)
      .map((alias) => ({
        name: textAt(alias.resource.property("Name"), model),
        version: textAt(alias.resource.property("FunctionVersion"), model),
        weights: {},
      })),
  versions: () => [{ version: "2", lastModified: "2026-11-20T10:00:00Z", codeSha256: "x" }],
  "event-invoke-config": ({ functionName, qualifier }, model) => {
    const own = model.asynchronousConfigurations.find(
      (each) =>
        each.function.state === "known" &&
        physicalName(each.function.value.resource.facts) === functionName &&
        (textAt(each.resource.property("Qualifier"), model)?.split(":").at(-1) ?? "$LATEST") === qualifier,
    )?.resource;
    if (own === undefined) return null;
    const numberAt = (name: string): number | null => {
      const text = textAt(own.property(name), model);
      return text === undefined ? null : Number(text);
    };
    return {
      maximumRetryAttempts: numberAt("MaximumRetryAttempts"),
      maximumEventAgeSeconds: numberAt("MaximumEventAgeInSeconds"),
      onFailureArn: textAt(own.property("DestinationConfig", "OnFailure", "Destination"), model) ?? null,
      onSuccessArn: textAt(own.property("DestinationConfig", "OnSuccess", "Destination"), model) ?? null,
    };
  },
  "account-settings": () => ({ concurrentExecutions: 1000, unreservedConcurrentExecutions: 1000 }),
  "deployment-group": ({ group }, model) => {
    const node = named(model, group, "AWS::CodeDeploy::DeploymentGroup");
    const alarms = node?.property("AlarmConfiguration");
    const rollback = node?.property("AutoRollbackConfiguration");
    const short = textAt(node?.property("DeploymentConfigName"), model) ?? "CodeDeployDefault.LambdaAllAtOnce";
    return {
      configurationName: short,
      alarmsEnabled: textAt(alarms?.at("Enabled"), model) === "true",
      ignoresPollFailure: textAt(alarms?.at("IgnorePollAlarmFailure"), model) === "true",
      alarmNames: listAt(alarms?.at("Alarms")).map((item) => textAt(item.at("Name"), model)),
      rollbackEnabled: textAt(rollback?.at("Enabled"), model) === "true",
      rollbackEvents: listAt(rollback?.at("Events")).map((item) => textAt(item, model)),
      settings: {
        ServiceRoleArn: textAt(node?.property("ServiceRoleArn"), model),
        DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
      },
    };
  },
  deployments: () => [],
  "deployment-configuration": ({ name }, model) => {
    const routing = named(model, name, "AWS::CodeDeploy::DeploymentConfig")?.property("TrafficRoutingConfig");
    const type = textAt(routing?.at("Type"), model) ?? "AllAtOnce";
    const kind = type.replace("TimeBased", "");
    const numberAt = (key: string): number => Number(textAt(routing?.at(type, key), model) ?? 0);
    return {
      kind: { Canary: "canary", Linear: "linear" }[kind] ?? "all-at-once",
      percent: numberAt(`${kind}Percentage`),
      intervalMinutes: numberAt(`${kind}Interval`),
    };
  },
  alarm: ({ name }, model) => {
    const alarm = model.alarmIndex.alarms.find(({ resource }) => physicalName(resource.facts) === name);
    if (alarm === undefined) return null;
    const properties = plain(alarm.resource.property(), model) as Record<string, unknown>;
    const actions = (properties["AlarmActions"] as string[] | undefined) ?? [];
    const { Tags: _, ...seen } = properties;
    return {
      kind: alarm.kind,
      arn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`,
      state: "OK",
      stateReason: null,
      stateUpdatedAt: null,
      evaluationState: null,
      actionsEnabled: String(properties["ActionsEnabled"] ?? true) === "true",
      alarmActions: actions,
      properties: { ...seen, AlarmName: name, AlarmActions: actions },
    };
  },
  metric: () => ({ from: 0, to: 0, times: [], values: [] }),
  "metric-history": ({ windowSeconds }) => ({ from: 0, minutes: windowSeconds / 60, values: `${windowSeconds / 60}*-` }),
  tags: () => ({}),
};

/** As the service gives them, defaults and all. */
function settingsOf(node: Resource, model: Model): Record<string, unknown> {
  const { Environment, LoggingConfig, ...properties } = plain(node.property(), model) as Record<string, object | undefined>;
  const variables = Object.keys((Environment as { Variables?: object } | undefined)?.Variables ?? {});
  return {
    EphemeralStorage: { Size: 512 },
    PackageType: "Zip",
    SnapStart: { ApplyOn: "None" },
    ...properties,
    Environment: { Variables: Object.fromEntries(variables.map((name) => [name, NOT_READ])) },
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${physicalName(node.facts)}`, ...LoggingConfig },
  };
}

function named(model: Model, name: string, type: string): Resource | undefined {
  return model.system.resourcesOf(type).find(({ facts }) => physicalName(facts) === name);
}

function textAt(node: TemplateNode | undefined, model: Model): string | undefined {
  const text = node?.symbol();
  return text?.state === "known" ? deployedText(text.value, model.system) : undefined;
}

function listAt(node: TemplateNode | undefined): readonly TemplateNode[] {
  const items = node?.items();
  return items?.state === "known" ? items.value : [];
}

/** As the service would give it back. */
function plain(node: TemplateNode, model: Model): unknown {
  const head = node.head();
  if (head.state !== "known") return undefined;
  const { raw } = head.value;
  if (Array.isArray(raw)) return listAt(node).map((item) => plain(item, model));
  if (typeof raw !== "object" || raw === null) {
    const text = textAt(node, model) ?? "";
    return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
  }
  const entries = node.entries();
  return entries.state === "known"
    ? Object.fromEntries(entries.value.map(([key, item]) => [key, plain(item, model)]))
    : undefined;
}
