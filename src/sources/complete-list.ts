// Compares the resource list of a stack with its template: an incomplete list or another stack's template must not pass as an audit.
import { SourceError } from "../errors.ts";
import type { ResourceFacts, StackFacts } from "../model/facts.ts";
import type { RecordedResource, RecordedStack } from "./recording.ts";

/** What was never made or is gone; anything else is there, in whatever state. */
const GONE: ReadonlySet<string> = new Set(["CREATE_FAILED", "DELETE_COMPLETE", "DELETE_SKIPPED"]);

export function isThere({ status }: RecordedResource): boolean {
  return !GONE.has(status);
}

/** All that its template has without a condition exists in such a stack. */
const WHOLE = /^(?:CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_COMPLETE$/;

/**
 * @param isExpanded the template is as it was deployed: its resources are not expanded to ones with other logical ids
 * @throws SourceError where list and template do not belong together
 */
export function refuseIncompleteList(written: StackFacts, recorded: RecordedStack, isExpanded: boolean): void {
  const { name, status, resources: listed } = recorded;
  if (!WHOLE.test(status)) return;
  const remedy =
    "check the responses of cloudformation:ListStackResources and GetTemplate; if a snapshot was edited, record it again";
  const declared = [...written.resources.values()].filter(isUnconditional);
  if (listed.length === 0 && declared.length > 0) {
    const has = declared.length === 1 ? "one resource" : `${declared.length} resources`;
    throw new SourceError(`stack ${name} is ${status} and lists no resources, but its template has ${has}`, { remedy });
  }
  const fault = lackIn(declared, listed) ?? otherTypeIn(written, listed) ?? (isExpanded ? strangerIn(written, listed) : null);
  if (fault === null) return;
  throw new SourceError(`stack ${name} is ${status}, and its resource list does not match its template: ${fault}`, { remedy });
}

function lackIn(declared: readonly ResourceFacts[], listed: readonly RecordedResource[]): string | null {
  const there = new Set(listed.filter(isThere).map(({ logicalId }) => logicalId));
  const missing = declared.filter(({ logicalId }) => !there.has(logicalId));
  if (missing.length === 0) return null;
  return `it lacks ${missing.length} of the template's ${declared.length} unconditional resources: ${namesOf(missing)}`;
}

/** What SAM or a module makes may have other names in a template that was not expanded. */
function isUnconditional({ body, generatedFrom, type }: ResourceFacts): boolean {
  return body["Condition"] === undefined && generatedFrom === null && !isModule(type);
}

function isModule(type: string): boolean {
  return type.endsWith("::MODULE");
}

function otherTypeIn({ resources }: StackFacts, listed: readonly RecordedResource[]): string | null {
  const other = listed.find((resource) => {
    const own = resources.get(resource.logicalId);
    return isThere(resource) && own !== undefined && isUnconditional(own) && own.type !== resource.type;
  });
  if (other === undefined) return null;
  return `${other.logicalId} has type ${other.type}, in the template ${resources.get(other.logicalId)?.type}`;
}

function strangerIn({ resources }: StackFacts, listed: readonly RecordedResource[]): string | null {
  if ([...resources.values()].some(({ type, generatedFrom }) => isModule(type) || generatedFrom !== null)) return null;
  const strangers = listed.filter(
    ({ logicalId, status }) => !status.startsWith("DELETE_") && status !== "CREATE_FAILED" && !resources.has(logicalId),
  );
  return strangers.length === 0 ? null : `it has ${namesOf(strangers)}, which the template does not define`;
}

const SHOWN = 3;

function namesOf(resources: readonly { readonly logicalId: string }[]): string {
  const names = resources.map(({ logicalId }) => logicalId);
  const rest = names.length - SHOWN;
  return rest > 0 ? `${names.slice(0, SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}
