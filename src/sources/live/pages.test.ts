// Questions about many functions and groups: answered in pages, and one by one where the pages do not tell for certain.
import { describe, expect, it } from "vitest";
import { denied, type Handler, notThere, stubbed } from "../../../test/live/stubbed-clients.ts";
import { type Ask, keyOf } from "../../model/observed/ask.ts";
import { collect } from "./collect.ts";

const now = Date.parse("2026-11-22T10:00:00Z");
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

async function asked(asks: readonly Ask[], handlers: Readonly<Record<string, Handler>>) {
  const stub = stubbed(handlers);
  const answers = await collect(asks, { clients: stub.clients, now, regionOf: () => "eu-west-1" });
  const count = (action: string): number => stub.made.filter((made) => made.action === action).length;
  return { count, seen: (ask: Ask) => answers.get(keyOf(ask)), made: stub.made };
}

const configuration = (FunctionName: string, Version = "$LATEST", more: object = {}) => ({
  ...{ FunctionName, Version, Runtime: "nodejs22.x", MemorySize: 128, Timeout: 3, Architectures: ["arm64"], CodeSha256: "x" },
  ...{ TracingConfig: { Mode: "Active" }, Role: "arn:aws:iam::1:role/r", LastModified: "2026-11-20T08:00:00.000+0000" },
  ...more,
});

describe("functions", () => {
  const names = range(60).map((index) => `f${index}`);
  const asks = names.flatMap((functionName): Ask[] => [
    { kind: "function", stack: "shop", functionName },
    { kind: "versions", stack: "shop", functionName },
  ]);
  const all = names.flatMap((name) => [configuration(name), configuration(name, "7"), configuration(name, "12")]);
  const paged =
    (entries: readonly object[]): Handler =>
    ({ Marker = "0", FunctionVersion, MaxItems }) => {
      expect([FunctionVersion, MaxItems]).toEqual(["ALL", 50]);
      const next = Number(Marker) + 50;
      return { Functions: entries.slice(Number(Marker), next), ...(next < entries.length ? { NextMarker: String(next) } : {}) };
    };
  const single = {
    GetFunctionConfiguration: ({ FunctionName }: { FunctionName: string }) =>
      configuration(FunctionName, "$LATEST", { State: "Failed", LastUpdateStatus: "Successful" }),
    ListVersionsByFunction: ({ FunctionName }: { FunctionName: string }) => ({ Versions: [configuration(FunctionName, "3")] }),
  };

  it("are read in pages with their versions, and their state is unknown", async () => {
    const { count, seen } = await asked(asks, { ListFunctions: paged(all) });
    expect(count("lambda:ListFunctions")).toBe(4);
    expect(seen(asks[0] as Ask)).toMatchObject({ value: { architecture: "arm64", status: { state: null, lastUpdate: null } } });
    expect(seen(asks[1] as Ask)).toMatchObject({ value: [{ version: "7" }, { version: "12" }] });
  });

  it("that no page has are asked for one by one, and gone only then", async () => {
    const { count, seen } = await asked(asks, {
      ListFunctions: paged(all.slice(3)),
      ListVersionsByFunction: single.ListVersionsByFunction,
      GetFunctionConfiguration: () => {
        throw notThere("ResourceNotFoundException");
      },
    });
    expect([count("lambda:GetFunctionConfiguration"), count("lambda:ListVersionsByFunction")]).toEqual([1, 1]);
    expect(seen(asks[0] as Ask)).toEqual({ state: "seen", value: null });
    expect(seen(asks[1] as Ask)).toMatchObject({ value: [{ version: "3" }] });
  });

  it("whose entry lacks what is asked are asked for one by one", async () => {
    const { Role: _, ...entry } = configuration("f0");
    const { seen } = await asked(asks, { ...single, ListFunctions: paged([entry, ...all.slice(1)]) });
    expect(seen(asks[0] as Ask)).toMatchObject({ value: { status: { state: "Failed" } } });
    expect(seen(asks[2] as Ask)).toMatchObject({ value: { status: { state: null } } });
  });

  it.each([
    [
      "cannot be listed",
      {
        ListFunctions: () => {
          throw denied("lambda:ListFunctions");
        },
      },
    ],
    ["cannot be listed", { ListFunctions: () => ({}) }],
  ])("that %s are all asked for one by one", async (_, handlers) => {
    const { count, seen } = await asked(asks, { ...single, ...handlers });
    expect([count("lambda:GetFunctionConfiguration"), count("lambda:ListVersionsByFunction")]).toEqual([60, 60]);
    expect(seen(asks[0] as Ask)).toMatchObject({ value: { status: { state: "Failed" } } });
  });

  it("of an account with far more of them are read no further than it is worth", async () => {
    const many = range(10_000).map((index) => configuration(`other${index}`));
    const { count, seen } = await asked(asks, { ...single, ListFunctions: paged([...all.slice(0, 3), ...many]) });
    expect(count("lambda:ListFunctions")).toBe(30);
    // What was read of the current ones counts; of versions there may be more on later pages.
    expect([count("lambda:GetFunctionConfiguration"), count("lambda:ListVersionsByFunction")]).toEqual([59, 60]);
    expect(seen(asks[0] as Ask)).toMatchObject({ value: { status: { state: null } } });
  });
});

describe("deployments", () => {
  const groups = range(30).map((index) => `g${index}`);
  const asks = groups.map((group): Ask => ({ kind: "deployments", stack: "shop", application: "app", group }));
  const info = (deploymentId: string, deploymentGroupName: string, createTime = new Date("2026-11-20T10:00:00Z")) => ({
    ...{ deploymentId, applicationName: "app", deploymentGroupName, status: "Succeeded", createTime },
  });
  const handlers: Readonly<Record<string, Handler>> = {
    BatchGetDeploymentGroups: ({ deploymentGroupNames }) => ({
      deploymentGroupsInfo: deploymentGroupNames.map((deploymentGroupName: string) => ({
        deploymentGroupName,
        ...(deploymentGroupName === "g2" ? {} : { lastAttemptedDeployment: { deploymentId: `d-${deploymentGroupName}` } }),
      })),
    }),
    ListDeployments: ({ deploymentGroupName }) => ({
      deployments: deploymentGroupName === undefined ? groups.slice(3).map((group) => `d-${group}`) : [],
    }),
    BatchGetDeployments: ({ deploymentIds }) => ({
      deploymentsInfo: deploymentIds.map((id: string) => info(id, id.slice(2))),
    }),
  };

  it("are listed for all groups together; that of a group without recent ones is read, a group that knows of none is asked", async () => {
    const { count, seen, made } = await asked(asks, handlers);
    expect(seen(asks[5] as Ask)).toMatchObject({ value: [{ id: "d-g5" }] });
    expect(seen(asks[0] as Ask)).toMatchObject({ value: [{ id: "d-g0" }] });
    expect(seen(asks[2] as Ask)).toEqual({ state: "seen", value: [] });
    // One of the whole account; two of the one group, recent and all.
    expect(count("codedeploy:ListDeployments")).toBe(3);
    const own = made.filter(({ input }) => input.deploymentGroupName !== undefined).map(({ input }) => input.deploymentGroupName);
    expect(new Set(own)).toEqual(new Set(["g2"]));
    expect(count("codedeploy:BatchGetDeployments")).toBe(3);
  });

  it("are asked group by group where the account's cannot be listed", async () => {
    const { count } = await asked(asks, {
      ...handlers,
      BatchGetDeploymentGroups: () => {
        throw denied("codedeploy:BatchGetDeploymentGroups");
      },
    });
    expect(count("codedeploy:ListDeployments")).toBe(1 + 30 * 2);
  });
});
