// Many functions at once: ListFunctions has fifty a page, with their versions where these are asked for, instead of a call for each.
import type { FunctionConfiguration, LambdaClient } from "@aws-sdk/client-lambda";
import { type Answer, keyOf } from "../../model/observed/ask.ts";
import { type Answered, type AskOf, answered, given, grouped, type Site } from "./collector.ts";
import { functionState, versionStates } from "./lambda-function.ts";

type Sdk = typeof import("@aws-sdk/client-lambda");
type Asked = AskOf<"function" | "versions">;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
const FUNCTIONS_A_PAGE = 50;

/** From so many questions on; fewer are asked one by one, which tells the state of each function as well. */
export const MANY = 100;

/** An account may have far more functions and versions than are asked about: then each page is worth less than it costs. */
const QUESTIONS_A_PAGE = 4;

/** What the pages tell for certain; whatever they do not has to be asked one by one. */
export async function answersInPages(asks: readonly Asked[], client: LambdaClient, sdk: Sdk, site: Site): Promise<Answered> {
  if (asks.length < MANY) return new Map();
  const withVersions = asks.some(({ kind }) => kind === "versions");
  const pages = Math.ceil(asks.length / QUESTIONS_A_PAGE);
  const listed = await answered("lambda:ListFunctions", site, () => listFunctions(withVersions, pages, client, sdk));
  if (listed.state === "unseen") return new Map();
  const { found, isWhole } = listed.value;
  const byName = grouped(found, ({ FunctionName = "" }) => FunctionName);
  const answers = await Promise.all(
    asks.map(async (ask): Promise<readonly [string, Answer] | null> => {
      const own = byName.get(ask.functionName) ?? [];
      const current = own.find(({ Version }) => Version === "$LATEST");
      // A function that is not listed may still exist, and a truncated list may lack versions.
      if (current === undefined || (ask.kind === "versions" && !isWhole)) return null;
      const answer: Answer = await answered("lambda:ListFunctions", site, async () =>
        ask.kind === "versions" ? versionStates(own) : functionState(current),
      );
      return answer.state === "seen" ? [keyOf(ask), answer] : null;
    }),
  );
  return new Map(answers.filter((answer) => answer !== null));
}

interface Listed {
  readonly found: readonly FunctionConfiguration[];
  readonly isWhole: boolean;
}

async function listFunctions(withVersions: boolean, pages: number, client: LambdaClient, sdk: Sdk): Promise<Listed> {
  const found: FunctionConfiguration[] = [];
  let Marker: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const command = new sdk.ListFunctionsCommand({
      MaxItems: FUNCTIONS_A_PAGE,
      Marker,
      ...(withVersions ? { FunctionVersion: "ALL" } : {}),
    });
    const { Functions, NextMarker } = await client.send(command);
    found.push(...given(Functions, "Functions"));
    if (!NextMarker) return { found, isWhole: true };
    Marker = NextMarker;
  }
  return { found, isWhole: false };
}
