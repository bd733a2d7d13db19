// Names that indicate a secret value, in any resource or document.

const SECRET =
  /(?:password|passphrase|passwd|secret|secretstring|secretvalue|secretkey|privatekey|accesskey|apikey|apikeyvalue|x-api-key|token|authorization)$/i;

/** `MasterUserPassword`, `OAuthToken`, `integration.request.header.Authorization`. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name);
}
