// One function from Lambda's API in the terms of the model: configuration and status, never the values of environment variables.
import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { type FunctionState, type FunctionStatus, NOT_READ, type Settings, type VersionState } from "../../model/observed/ask.ts";
import { given, written } from "./collector.ts";

export function functionState(found: FunctionConfiguration): FunctionState {
  return {
    runtime: found.Runtime ?? null,
    memoryMegabytes: given(found.MemorySize, "MemorySize"),
    timeoutSeconds: given(found.Timeout, "Timeout"),
    architecture: given(found.Architectures?.[0], "Architectures"),
    tracing: given(found.TracingConfig?.Mode, "TracingConfig"),
    deadLetterArn: found.DeadLetterConfig?.TargetArn ?? null,
    roleArn: given(found.Role, "Role"),
    codeSha256: given(found.CodeSha256, "CodeSha256"),
    lastModified: isoTime(given(found.LastModified, "LastModified")),
    settings: settingsOf(found),
    status: statusOf(found),
  };
}

/** Without `$LATEST`, oldest first. */
export function versionStates(found: readonly FunctionConfiguration[]): readonly VersionState[] {
  return found
    .filter(({ Version }) => Version !== "$LATEST")
    .map(({ Version, LastModified, CodeSha256 }) => ({
      version: given(Version, "Version"),
      lastModified: isoTime(given(LastModified, "LastModified")),
      codeSha256: given(CodeSha256, "CodeSha256"),
    }))
    .sort((a, b) => Number(a.version) - Number(b.version));
}

/** Lambda writes `2026-11-22T10:00:00.000+0000`. */
function isoTime(text: string): string {
  const time = new Date(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}

function settingsOf(found: FunctionConfiguration): Settings {
  const { VpcConfig: vpc, ImageConfigResponse: image, Environment: environment } = found;
  return written({
    Description: found.Description,
    DurableConfig: found.DurableConfig,
    // Of variables that it cannot decrypt Lambda gives an error instead.
    Environment: environment?.Error === undefined ? { Variables: unread(environment?.Variables) } : undefined,
    EphemeralStorage: found.EphemeralStorage,
    FileSystemConfigs: found.FileSystemConfigs,
    Handler: found.Handler,
    ImageConfig: image?.ImageConfig,
    KmsKeyArn: found.KMSKeyArn,
    Layers: found.Layers?.map(({ Arn }) => given(Arn, "Arn of a layer")),
    LoggingConfig: found.LoggingConfig,
    PackageType: found.PackageType,
    SnapStart: found.SnapStart && { ApplyOn: found.SnapStart.ApplyOn },
    TenancyConfig: found.TenancyConfig,
    VpcConfig: vpc && {
      SubnetIds: vpc.SubnetIds,
      SecurityGroupIds: vpc.SecurityGroupIds,
      Ipv6AllowedForDualStack: vpc.Ipv6AllowedForDualStack,
    },
  });
}

function unread(variables: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(variables).map((name) => [name, NOT_READ]));
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html names what only GetFunctionConfiguration tells. */
function statusOf(found: FunctionConfiguration): FunctionStatus {
  return {
    state: found.State ?? null,
    stateReason: found.StateReason || null,
    lastUpdate: found.LastUpdateStatus ?? null,
    lastUpdateReason: found.LastUpdateStatusReason || null,
  };
}
