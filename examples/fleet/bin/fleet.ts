// The app: one stack in the account that audits, whose settings are in cdk.json.
import { App, Tags } from "aws-cdk-lib";
import { FleetAudit } from "../lib/fleet-audit";

const app = new App();
const stackTags = { owner: "platform-team", service: "fleet-audit", "cost-centre": "4712" };

new FleetAudit(app, "FleetAudit", {
  description: "Audits all systems of the organization every day",
  tags: stackTags,
  regions: app.node.getContext("regions"),
  roleName: app.node.getContext("roleName"),
  email: app.node.getContext("email"),
});
for (const [key, value] of Object.entries(stackTags)) Tags.of(app).add(key, value);
