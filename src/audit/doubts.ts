// What an assessment rests on that the input leaves open.
import type { Assessment, Evidence } from "../assessment.ts";
import { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";

export function resourceOf(evidence: Resource | Evidence): Resource {
  return evidence instanceof Resource ? evidence : evidence.resource;
}

/** Its own doubt, and those about the existence of the nodes that were walked. None where nothing that can be decided would help. */
export function doubtsOf(assessment: Assessment): readonly Unresolved[] {
  const { verdict, finding } = assessment;
  const { because } = finding;
  const own = verdict === "unknown" && because !== undefined && typeof because !== "string" ? [because] : [];
  const doubts = [...own, ...presenceDoubts(assessment)];
  const isHopeless = verdict === "unknown" && doubts.every(({ undecided }) => undecided.length === 0);
  return isHopeless ? [] : doubts;
}

/** Doubts about the existence of nodes, the subject's own not included: an assessment is about a subject that exists. */
export function presenceDoubts({ finding, subject }: Assessment): readonly Unresolved[] {
  return (finding.evidence ?? []).map(resourceOf).flatMap(({ presence, id }) => {
    const isGiven = id === subject.resource?.id || presence === subject.resource?.presence;
    return presence.state === "unresolved" && !isGiven ? [presence] : [];
  });
}
