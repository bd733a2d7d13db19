// Reads the facts of a plain CloudFormation template on its own: it imports nothing from src/, so that no error there can hide here.
type Fields = Readonly<Record<string, unknown>>;
type Resource = Readonly<{ type: string; fields: Fields; update: Fields }>;
type Resources = ReadonlyMap<string, Resource>;

const noInvoker =
  /^(?:Lambda::(?:Function|Version|Alias|Permission)|ApiGateway::Stage|IAM::|AppSync::GraphQLSchema|CodeDeploy::|CloudFormation::)/;
const functionKey = /^(?:FunctionName|Function|(?:LambdaFunction|TargetFunction|Function)Arn|[aA]uthorizerUri)$/;
const fieldsOf = (node: unknown): Fields => (typeof node === "object" && node !== null ? (node as Fields) : {});
const listOf = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : node === undefined ? [] : [node]);
const bare = (node: unknown): string => String(node).replace(/^\$\{(\w+)\}$/, "$1");

/** Works out intrinsics with the values of the parameters; references to resources become `${Id.Attribute}`. */
function evaluator(template: Fields, parameters: Fields): (node: unknown) => unknown {
  const reference = (name: string): unknown => parameters[name] ?? `\${${name}}`;
  const substitute = (text: unknown, variables: unknown): string =>
    String(text).replace(/\$\{([^!}]+)\}/g, (_, name: string) => String(evaluate(fieldsOf(variables)[name]) ?? reference(name)));
  const functions: Readonly<Record<string, (...operands: unknown[]) => unknown>> = {
    Ref: (name) => (name === "AWS::NoValue" ? undefined : reference(String(name))),
    Condition: (name) => evaluate(fieldsOf(template["Conditions"])[String(name)]),
    "Fn::GetAtt": (...parts) => `\${${parts.map(evaluate).join(".")}}`,
    "Fn::Sub": substitute,
    "Fn::Join": (separator, parts) => listOf(evaluate(parts)).join(String(separator)),
    "Fn::FindInMap": (...keys) => keys.reduce((map, key) => fieldsOf(map)[String(evaluate(key))], template["Mappings"]),
    "Fn::If": (name, one, other) => evaluate(evaluate({ Condition: name }) ? one : other),
    "Fn::Equals": (one, other) => String(evaluate(one)) === String(evaluate(other)),
    "Fn::And": (...operands) => operands.every(evaluate),
    "Fn::Or": (...operands) => operands.some(evaluate),
    "Fn::Not": (operand) => !evaluate(operand),
  };
  function evaluate(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(evaluate).filter((item) => item !== undefined);
    if (typeof node !== "object" || node === null) return node;
    const [[name, argument] = [""], ...others] = Object.entries(node);
    if (others.length === 0 && functions[name] !== undefined) return functions[name](...listOf(argument));
    const evaluated = Object.entries(node).map(([key, child]) => [key, evaluate(child)]);
    return Object.fromEntries(evaluated.filter(([, child]) => child !== undefined));
  }
  return evaluate;
}

/** `Fn`, `Fn:alias` or `Fn:version`; null where no function is meant. */
function functionIn(text: unknown, resources: Resources, isCertain = true): string | null {
  const written = String(text).replace(/^.*\/functions\/(.*)\/(?:response-streaming-)?invocations$/, "$1");
  const [, name = "", qualifier = ""] = /\$\{(\w+)(?:\.(?:\w*Arn|Version))?\}((?::.+)?)$/.exec(written) ?? [];
  const { type = "", fields: { FunctionName, Name = "version" } = {} } = resources.get(name) ?? {};
  if (type === "Lambda::Function") return `${name}${qualifier}`;
  if (/^Lambda::(?:Alias|Version)$/.test(type)) return `${functionIn(FunctionName, resources)}:${Name}`;
  return isCertain || written !== text || written.includes(":function:") ? "elsewhere" : null;
}

/** The functions that are named below a node of a resource, by which route. */
function invocations(id: string, node: unknown, keys: readonly string[], resources: Resources): readonly string[] {
  const key = String(keys.at(-1));
  if (/^(?:Body|Definition)S3Location$/.test(key)) return [" → elsewhere"];
  if (typeof node !== "string")
    return Object.entries(fieldsOf(node)).flatMap(([next, child]) => invocations(id, child, [...keys, next], resources));
  const target = functionIn(node, resources, functionKey.test(key));
  if (target === null) return [];
  if (keys[1] === "paths") return [`${keys[3]?.toUpperCase()} ${keys[2]} → ${target}`];
  if (key === "authorizerUri") return [`authorizer ${keys.at(-3)} → ${target}`];
  const route = [...resources.values()].find(({ fields }) => String(fields["Target"]).endsWith(`/\${${id}}`));
  return [`${route?.fields["RouteKey"] ?? ""} → ${target}`];
}

function factsOf(id: string, { type, fields, update }: Resource, resources: Resources): readonly string[] {
  const { FunctionVersion, Name, Principal, ApplicationName, DeploymentConfigName, Tags } = fields;
  const owner = functionIn(fields["FunctionName"], resources);
  const { Alarms } = fieldsOf(fields["AlarmConfiguration"]);
  const alarms = listOf(Alarms).map((alarm) => `alarm ${id} ${bare(fieldsOf(alarm)["Name"])}`);
  const events = listOf(fieldsOf(fields["AutoRollbackConfiguration"])["Events"]).map((event) => `rollback ${id} ${event}`);
  const updates = Object.entries(update).map(([key, to]) => `${/Hook$/.test(key) ? "hook" : "shift"} ${id} ${key} ${bare(to)}`);
  const tags = Object.entries(fieldsOf(Tags)).map(([key, tag]) => ({ Key: key, Value: tag, ...fieldsOf(tag) }));
  const own: Readonly<Record<string, string>> = {
    "Lambda::Version": `version ${id} of ${owner}`,
    "Lambda::Alias": `alias ${id} ${owner}:${Name} → ${functionIn(FunctionVersion, resources)}`,
    "Lambda::Permission": `permission ${Principal} → ${owner}`,
    "Lambda::EventInvokeConfig": `asynchronous ${owner}:${fields["Qualifier"]}`,
    "CodeDeploy::DeploymentGroup": `group ${id} of ${bare(ApplicationName)} ${bare(DeploymentConfigName)}`,
  };
  const tagged = tags.map(({ Key, Value }) => `tag ${type} ${id} ${Key}=${Value}`);
  const invoked = noInvoker.test(type) ? [] : invocations(id, fields, [], resources);
  const invokes = invoked.map((invocation) => `invokes ${type} ${id} ${invocation}`);
  return [...(own[type] === undefined ? [] : [own[type]]), ...alarms, ...events, ...updates, ...tagged, ...invokes];
}

/** Facts as lines that begin with their kind. `parameters`: the values of all of them, pseudo parameters included. */
export function plainFacts(template: Fields, parameters: Fields): string[] {
  const evaluate = evaluator(template, parameters);
  const facts = Object.keys(fieldsOf(template["Conditions"])).map((id) => `definition ${id} ${evaluate({ Condition: id })}`);
  const resources: Map<string, Resource> = new Map();
  for (const [id, body] of Object.entries(fieldsOf(template["Resources"]))) {
    const { Type, Condition, Properties, UpdatePolicy } = fieldsOf(body);
    const is = Condition === undefined || evaluate({ Condition });
    facts.push(Condition === undefined ? `resource ${Type} ${id}` : `condition ${Type} ${id} ${Condition} ${is}`);
    const update = fieldsOf(fieldsOf(evaluate(UpdatePolicy))["CodeDeployLambdaAliasUpdate"]);
    if (is) resources.set(id, { type: String(Type).replace("AWS::", ""), fields: fieldsOf(evaluate(Properties)), update });
  }
  return [...facts, ...[...resources].flatMap(([id, resource]) => factsOf(id, resource, resources))];
}
