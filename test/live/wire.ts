// What AWS's protocols look like on the wire: which action a request asks for, and how each protocol writes an answer or an error.
import type { IncomingMessage } from "node:http";

export interface Asked {
  /** The IAM action, `cloudformation:DescribeStacks`. */
  readonly action: string;
  readonly protocol: "query" | "json" | "rest";
  /** Who signed it. */
  readonly accessKey: string;
  /** Form fields or JSON members; of a REST request, what its path and query name. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a handler throws where its service refuses. */
export class WireError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The name under which a service signs, where IAM calls it otherwise. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch", tagging: "tag" };

const lambdaPaths: readonly (readonly [RegExp, string])[] = [
  [/^\/2015-03-31\/functions\/?()$/, "ListFunctions"],
  [/^\/2015-03-31\/functions\/([^/]+)\/configuration$/, "GetFunctionConfiguration"],
  [/^\/2015-03-31\/functions\/([^/]+)\/aliases$/, "ListAliases"],
  [/^\/2015-03-31\/functions\/([^/]+)\/versions$/, "ListVersionsByFunction"],
  [/^\/2019-09-25\/functions\/([^/]+)\/event-invoke-config$/, "GetFunctionEventInvokeConfig"],
  [/^\/2016-08-19\/account-settings\/?$/, "GetAccountSettings"],
];

/** Of a signed request; what is unknown keeps its method and path: `lambda:POST /2015-03-31/functions`. */
export function askedIn(request: IncomingMessage, body: string): Asked {
  const { service, accessKey } = signatureOf(request);
  const target = String(request.headers["x-amz-target"] ?? "");
  if (target !== "") {
    return { action: `${service}:${target.split(".").at(-1)}`, protocol: "json", accessKey, input: JSON.parse(body || "{}") };
  }
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (fields["Action"] !== undefined)
    return { action: `${service}:${fields["Action"]}`, protocol: "query", accessKey, input: fields };
  const [pattern, operation] = lambdaPaths.find(([path]) => request.method === "GET" && path.test(pathname)) ?? [];
  const name = decodeURIComponent(pattern?.exec(pathname)?.[1] ?? "");
  return {
    action: `${service}:${operation ?? `${request.method} ${pathname}`}`,
    protocol: "rest",
    accessKey,
    input: { ...Object.fromEntries(searchParams), FunctionName: name },
  };
}

function signatureOf({ headers }: IncomingMessage): { readonly service: string; readonly accessKey: string } {
  const scope = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "");
  const [, accessKey = "", signed = "unsigned"] = scope ?? [];
  return { service: prefixes[signed] ?? signed, accessKey };
}

export function answerTo({ action, protocol }: Asked, output: object): Answer {
  if (protocol !== "query") return json(200, output);
  const operation = action.split(":")[1];
  return xml(200, `<${operation}Response><${operation}Result>${elements(output)}</${operation}Result></${operation}Response>`);
}

/** @param code the service's own name of the error, without `Exception` where JSON services append it */
export function errorTo({ protocol, action }: Asked, status: number, code: string, message: string): Answer {
  if (protocol === "query") {
    const error = `<Error><Type>Sender</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`;
    return xml(status, `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`);
  }
  const name = /Exception$/.test(code) ? code : `${code}Exception`;
  const compatible = action.startsWith("cloudwatch:") ? { "x-amzn-query-error": `${code};Sender` } : {};
  const answer = json(status, { __type: name, message, Message: message });
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": name, ...compatible } };
}

function json(status: number, value: object): Answer {
  return { status, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(value) };
}

function xml(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/xml" }, body };
}

function elements(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${elements(item)}</member>`).join("");
  if (typeof value !== "object" || value === null) return escaped(String(value));
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return members.map(([name, member]) => `<${name}>${elements(member)}</${name}>`).join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
