// Gradual deployments that are not simulated, with the reason.
import type { ConfigurationDeployment } from "../model/deployments/configuration-deployment.ts";
import type { Model } from "../model/model.ts";

export interface NotSimulated {
  readonly subject: { readonly stack: string; readonly logicalId: string; readonly detail: string | null };
  readonly reason: string;
}

/** Its effect is no failed request of a known share: AppConfig decides which of its targets get it, and they what they do with it. */
const UNKNOWN_EFFECT =
  "deployed by AppConfig: a template does not show which functions read the configuration, nor what a broken one does to them";

/** @param deployments of AppConfig; those of the model unless some are selected */
export function notSimulatedIn(
  { configurationDeployments }: Pick<Model, "configurationDeployments">,
  deployments: readonly ConfigurationDeployment[] = configurationDeployments,
): readonly NotSimulated[] {
  return deployments.map(({ subject: { stack, resource, detail } }) => ({
    subject: { stack: stack.name, logicalId: resource.logicalId, detail },
    reason: UNKNOWN_EFFECT,
  }));
}
