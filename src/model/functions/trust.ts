// Which services may assume a role.
import { below, elements, isText, items, type Place, placesAt } from "../invocations/place.ts";
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";

/** Whether the role's trust policy allows a service to assume it. @param service `appconfig.amazonaws.com` */
export function trusts(role: Resource, service: string, { resolver }: System): boolean | Unresolved {
  const documents = placesAt(role, "AssumeRolePolicyDocument");
  const statements = documents.flatMap((document) => below(document, "Statement").flatMap(items));
  const answers = statements.map((statement): boolean | Unresolved => {
    const anyone = below(statement, "Principal").filter(({ node }) => isText(node));
    const principals = [...below(statement, "Principal", "Service").flatMap(elements), ...anyone];
    const answer = oneOf(principals, service, (text) => resolver.unknownIn(text));
    return answer === true ? (statement.doubt ?? effectOf(statement)) : answer;
  });
  if (answers.includes(true)) return true;
  const open = [...documents, ...statements].map(({ node }) => node.doubt).find((doubt) => doubt !== null);
  return answers.find((answer) => answer !== false) ?? open ?? (statements.length === 0 ? unresolved(UNREAD) : false);
}

const UNREAD = "its AssumeRolePolicyDocument has no supported statement";

function effectOf({ node }: Place): boolean | Unresolved {
  const effect = node.at("Effect").text("Allow", "Deny");
  return effect.state === "unresolved" ? effect : effect.state === "known" && effect.value === "Allow";
}

function oneOf(
  principals: readonly Place[],
  service: string,
  unknownIn: (text: string) => Unresolved | null,
): boolean | Unresolved {
  const answers = principals.map(({ node, doubt }): boolean | Unresolved => {
    const text = node.symbol(service);
    if (text.state !== "known") return text.state === "unresolved" ? text : false;
    return text.value === service || text.value === "*" ? (doubt ?? true) : (unknownIn(text.value) ?? false);
  });
  return answers.includes(true) || (answers.find((answer) => answer !== false) ?? false);
}
