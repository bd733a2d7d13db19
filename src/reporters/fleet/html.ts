// The fleet as one HTML page.
import { fleetPage } from "../../drawings/fleet/page.ts";
import type { FleetReporter } from "./reporter.ts";

const html: FleetReporter = (report) => fleetPage(report);
export default html;
