// The fleet report as JSON.
import type { FleetReporter } from "./reporter.ts";

const json: FleetReporter = (report) => `${JSON.stringify(report, null, 2)}\n`;
export default json;
