// Lambda: functions, aliases, versions, asynchronous configurations, account settings. Never GetFunction, which returns a URL of the code.
import type {
  AliasConfiguration,
  GetAccountSettingsCommandOutput,
  GetFunctionEventInvokeConfigCommandOutput,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import {
  type AccountState,
  type AliasState,
  type Answer,
  type Answers,
  type EventInvokeState,
  keyOf,
} from "../../model/observed/ask.ts";
import { type Answered, type AskOf, allPages, answered, type Collector, eachOnce, given, merged, orNull } from "./collector.ts";
import { functionState, versionStates } from "./lambda-function.ts";
import { answersInPages } from "./lambda-pages.ts";

type Kind = "function" | "aliases" | "versions" | "event-invoke-config" | "account-settings";
type Sdk = typeof import("@aws-sdk/client-lambda");
type Asked = AskOf<Kind>;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html: more than 50 are never given at once. */
const PAGE = 50;

export const lambdaCollector: Collector<Kind> = {
  actions: {
    function: ["lambda:GetFunctionConfiguration", "lambda:ListFunctions"],
    aliases: ["lambda:ListAliases"],
    versions: ["lambda:ListVersionsByFunction", "lambda:ListFunctions"],
    "event-invoke-config": ["lambda:GetFunctionEventInvokeConfig"],
    "account-settings": ["lambda:GetAccountSettings"],
  },
  async collect(asks, site) {
    const sdk = await import("@aws-sdk/client-lambda");
    const client = site.clients.of(sdk.LambdaClient, site.region);
    const look = (ask: Asked): Promise<Answer> => {
      const [action] = lambdaCollector.actions[ask.kind];
      return answered(action, site, () => orNull(MISSING, () => stateOf(ask, client, sdk)));
    };
    const inPages = asks.filter(
      (ask): ask is AskOf<"function" | "versions"> => ask.kind === "function" || ask.kind === "versions",
    );
    const others = asks.filter(({ kind }) => kind !== "function" && kind !== "versions");
    const oneByOne = (some: readonly Asked[]): Promise<Answered> =>
      eachOnce(some, ({ stack: _shared, ...request }) => JSON.stringify(request), look);
    const [listed, rest] = await Promise.all([answersInPages(inPages, client, sdk, site), oneByOne(others)]);
    return merged([listed, rest, await oneByOne(inPages.filter((ask) => !listed.has(keyOf(ask))))]);
  },
};

/** The function, its alias or its configuration is not there. */
const MISSING = ["ResourceNotFoundException"];

async function stateOf(ask: Asked, client: LambdaClient, sdk: Sdk): Promise<Answers[Kind]> {
  if (ask.kind === "account-settings") return accountState(await client.send(new sdk.GetAccountSettingsCommand({})));
  const { functionName: FunctionName } = ask;
  switch (ask.kind) {
    case "function":
      return functionState(await client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName })));
    case "aliases":
      return allPages(async (Marker) => {
        const page = await client.send(new sdk.ListAliasesCommand({ FunctionName, MaxItems: PAGE, Marker }));
        return { items: given(page.Aliases, "Aliases").map(aliasState), next: page.NextMarker };
      });
    case "versions":
      return versionStates(
        await allPages(async (Marker) => {
          const page = await client.send(new sdk.ListVersionsByFunctionCommand({ FunctionName, MaxItems: PAGE, Marker }));
          return { items: given(page.Versions, "Versions"), next: page.NextMarker };
        }),
      );
    case "event-invoke-config": {
      const Qualifier = ask.qualifier === "$LATEST" ? undefined : ask.qualifier;
      return eventInvokeState(await client.send(new sdk.GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier })));
    }
  }
}

function aliasState({ Name, FunctionVersion, Description, RoutingConfig }: AliasConfiguration): AliasState {
  return {
    name: given(Name, "Name"),
    version: given(FunctionVersion, "FunctionVersion"),
    description: Description || null,
    weights: { ...RoutingConfig?.AdditionalVersionWeights },
  };
}

function eventInvokeState(found: GetFunctionEventInvokeConfigCommandOutput): EventInvokeState {
  given(found.FunctionArn, "FunctionArn");
  return {
    maximumRetryAttempts: found.MaximumRetryAttempts ?? null,
    maximumEventAgeSeconds: found.MaximumEventAgeInSeconds ?? null,
    onFailureArn: found.DestinationConfig?.OnFailure?.Destination ?? null,
    onSuccessArn: found.DestinationConfig?.OnSuccess?.Destination ?? null,
  };
}

function accountState({ AccountLimit }: GetAccountSettingsCommandOutput): AccountState {
  const limit = given(AccountLimit, "AccountLimit");
  return {
    concurrentExecutions: given(limit.ConcurrentExecutions, "ConcurrentExecutions"),
    unreservedConcurrentExecutions: given(limit.UnreservedConcurrentExecutions, "UnreservedConcurrentExecutions"),
  };
}
