// The noun for a resource type in a sentence.

const known: Readonly<Record<string, string>> = {
  "AWS::ApiGateway::RestApi": "REST API",
  "AWS::ApiGateway::Stage": "API stage",
  "AWS::ApiGatewayV2::Api": "API",
  "AWS::ApiGatewayV2::Stage": "API stage",
  "AWS::CloudFormation::Stack": "stack",
  "AWS::Lambda::EventInvokeConfig": "EventInvokeConfig",
  "AWS::Lambda::Url": "function URL",
};

/** `function` of `AWS::Lambda::Function`, `log group` of `AWS::Logs::LogGroup`. */
export function nounOf(type: string): string {
  const last = type.slice(type.lastIndexOf(":") + 1);
  return known[type] ?? last.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
}

export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
