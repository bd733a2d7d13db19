// Assessments on their way out of the process of a plug-in: resources by their names, found again in the command line's own model.
import type { Assessment, Evidence } from "../assessment.ts";
import type { Model } from "../model/model.ts";
import { Resource } from "../model/resource.ts";
import type { SentAssessment } from "./messages.ts";

export function sentAssessment({ verdict, subject, finding }: Assessment): SentAssessment {
  const { evidence, at, culprit, ...rest } = finding;
  const { stack, resource, of, ...subjectRest } = subject;
  return {
    verdict,
    subject: {
      ...subjectRest,
      stack: stack.name,
      logicalId: resource?.logicalId ?? null,
      ...(of === undefined ? {} : { of: nameOf(of) }),
    },
    finding: {
      ...rest,
      ...(evidence === undefined ? {} : { evidence: evidence.map(sentEvidence) }),
      ...(at === undefined ? {} : { at: { ...nameOf(at.resource), path: at.path } }),
      ...(culprit === undefined ? {} : { culprit: nameOf(culprit) }),
    },
  };
}

function sentEvidence(evidence: Resource | Evidence) {
  if (evidence instanceof Resource) return nameOf(evidence);
  const { resource, ...rest } = evidence;
  return { ...nameOf(resource), ...rest };
}

function nameOf({ stack, logicalId }: Resource) {
  return { stack: stack.name, logicalId };
}

/** @throws where it names what the model does not have */
export function receivedAssessment({ verdict, subject, finding }: SentAssessment, { system }: Model): Assessment {
  const { stack: stackName, logicalId, of, ...subjectRest } = subject;
  const stack = system.stack(stackName);
  if (stack === undefined) throw new Error(`there is no stack ${stackName}`);
  const resourceOf = (name: { readonly stack: string; readonly logicalId: string }): Resource => {
    const isMeant = (each: Resource) => each.stack.name === name.stack && each.logicalId === name.logicalId;
    const resource = system.resource(name.stack, name.logicalId) ?? system.gone.find(isMeant);
    if (resource === undefined) throw new Error(`there is no resource ${name.logicalId} in stack ${name.stack}`);
    return resource;
  };
  const { evidence, at, culprit, ...rest } = finding;
  return {
    verdict,
    subject: {
      ...subjectRest,
      stack,
      resource: logicalId === null ? null : resourceOf({ stack: stack.name, logicalId }),
      ...(of === undefined ? {} : { of: resourceOf(of) }),
    },
    finding: {
      ...rest,
      ...(evidence === undefined
        ? {}
        : {
            evidence: evidence.map(({ stack: in_, logicalId: id, ...shown }) => ({
              ...shown,
              resource: resourceOf({ stack: in_, logicalId: id }),
            })),
          }),
      ...(at === undefined ? {} : { at: { resource: resourceOf(at), path: at.path } }),
      ...(culprit === undefined ? {} : { culprit: resourceOf(culprit) }),
    },
  };
}
