// Names that say that a value is a secret, whatever resource or document has them.

const SECRET =
  /(?:password|passphrase|passwd|secret|secretstring|secretvalue|secretkey|privatekey|accesskey|apikey|apikeyvalue|x-api-key|token|authorization)$/i;

/** `MasterUserPassword`, `OAuthToken`, `integration.request.header.Authorization`. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name);
}
