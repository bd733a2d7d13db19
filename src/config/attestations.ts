// Where a config says what people attest.
import { type Json, type Path, property } from "../model/json.ts";
import { type Attestation, attestationSchema } from "./attestation.ts";
import type { Document } from "./document.ts";
import { documentsOf, type Layer } from "./layers.ts";

export interface WrittenAttestation {
  readonly attestation: Attestation;
  readonly document: Document;
  readonly path: Path;
}

/** The valid ones, the strongest of each id; invalid ones are reported when the whole config is validated against its schema. */
export function attestationsIn(layers: readonly Layer[]): readonly WrittenAttestation[] {
  const found = new Map<string, WrittenAttestation>();
  for (const document of documentsOf(layers)) {
    const list = property(document.value, "attestations");
    for (const [index, value] of (Array.isArray(list) ? (list as Json[]) : []).entries()) {
      const parsed = attestationSchema.safeParse(value);
      if (!parsed.success) continue;
      found.set(parsed.data.id, { attestation: parsed.data, document, path: ["attestations", index] });
    }
  }
  return [...found.values()];
}
