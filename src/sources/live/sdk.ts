// Settings that are required before the first AWS SDK client is created.

/** Which Node the SDK's authors want in the future is nothing that the user of an audit can act on. */
export function quietSdk(): void {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
}
