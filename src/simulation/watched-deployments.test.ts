// What is advised where unknown how a deployment shifts.
import { expect, it } from "vitest";
import { folder, requestFor } from "../../test/folder.ts";
import { errors, shop } from "../../test/simulation/shop.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import { watchedDeployments } from "./watched-deployments.ts";

const settings = { requestsPerMinute: null, errorRate: 1, metricDelaySeconds: 60 };

it("asks for what is unknown", async () => {
  const cwd = folder({ "shop.json": shop({ alarms: { Errors: errors() }, configuration: "Canary20Percent5Minutes" }) });
  const model = link(await readTemplates(requestFor(cwd, ["shop.json"])));
  const [deployment] = watchedDeployments(model, "function", () => settings);
  expect(deployment).toMatchObject({
    kind: "unknown",
    message: "its deployment configuration is unknown",
    remedy: { cloudformation: expect.stringContaining("audit the stack that defines it") },
  });
});
