// version-publishing: an alias whose version does not follow the code never deploys anything, and reports success each time.
import * as z from "zod";
import type { Remedy } from "../assessment.ts";
import { publishingOf } from "../model/deployments/publishing.ts";
import type { Publishing } from "../model/deployments/publishing-state.ts";
import type { AliasNode } from "../model/functions/function.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "version-publishing",
  title: "a new version is published whenever the code changes",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["aliases", "versions"],
  subjects: "alias",
  severity: "warning",
  options: z.strictObject({
    requireAllProperties: z
      .boolean()
      .default(false)
      .describe("Whether a configuration change alone must also publish a version (SAM: AutoPublishAliasAllProperties)."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const { alias, subject, chain } of model.trafficAliases) {
      const publishing = publishingOf(alias, model);
      const evidence = [...chain, ...versionsOf(alias)];
      const { message, fits, because } = judge(publishing, options.requireAllProperties);
      const finding = { message, evidence, remedy: remedyFor(publishing) };
      const at = { resource: alias.resource, path: ["Properties", "FunctionVersion"] };
      if (because !== null) yield unknown(subject, { ...finding, at, because });
      else yield fits ? pass(subject, finding) : fail(subject, { ...finding, at });
    }
  },
});

function versionsOf({ version }: AliasNode): readonly Resource[] {
  return version.kind === "published" && version.resource !== null ? [version.resource] : [];
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
}

function judge(publishing: Publishing, needsAll: boolean): Judgement {
  if (publishing.kind === "unresolved")
    return { message: "it is unknown how its version is published", fits: false, because: publishing.doubt };
  if (publishing.kind === "fixed") return { message: `its version ${publishing.how}`, fits: false, because: null };
  const { how, misses, doubt } = publishing;
  const message = [`its version ${how}`, ...misses].join("; ");
  return { message, fits: !needsAll || misses.length === 0, because: needsAll && misses.length === 0 ? doubt : null };
}

function remedyFor(publishing: Publishing): Remedy {
  if (publishing.kind === "follows") return remedies.all;
  return publishing.kind === "fixed" && publishing.about === "code" ? remedies.code : remedies.follow;
}

const remedies = {
  follow: {
    cdk: "point the alias at the function's currentVersion: new Alias(this, 'Live', { aliasName: 'live', version: fn.currentVersion })",
    sam: "set AutoPublishAlias on the function, which publishes a version with each code change",
    cloudformation:
      "change the logical id of the AWS::Lambda::Version with each change of the code, as SAM's AutoPublishAlias and the CDK's currentVersion do",
  },
  code: {
    cdk: "set currentVersionOptions with a description that contains the same value, so that each new value publishes a version",
    sam: "give new code a new CodeUri, or set AutoPublishCodeSha256 to a parameter with the hash of the code",
    cloudformation: "put the same value into the version's Description, so that each new value publishes a version",
  },
  all: {
    cdk: "point the alias at the function's currentVersion, and set the configuration in the app's code instead of a parameter",
    sam: "set AutoPublishAliasAllProperties: true, PublishLambdaVersion: true on the layers, and write values instead of parameters",
    cloudformation: "derive the logical id of the AWS::Lambda::Version also from the function's configuration",
  },
};
