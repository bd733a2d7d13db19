// The app: the table that must not be lost, the API in front of it, and their tags.
import { App } from "aws-cdk-lib";
import { addRulePack } from "../lib/nag";
import { EVStateful } from "../lib/stateful";
import { EVStateless } from "../lib/stateless";
import { stackTags, tagResources } from "../lib/tags";
import { variantOf } from "../lib/variant";

export const app = new App();
const variant = variantOf(app);
const tags = stackTags(variant);

const stateful = new EVStateful(app, "EVStateful", { description: "EV charging: what it remembers", tags });

const stateless = new EVStateless(app, "EVStateless", {
  description: "EV charging: the API and its functions",
  tags,
  sessions: stateful.sessions,
  variant,
});

tagResources(app, variant);
addRulePack(app, stateless);
