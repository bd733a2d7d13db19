// The reporters of `fitness merge`, by the names that `--reporter` takes.
import emf from "./emf.ts";
import html from "./html.ts";
import human from "./human.ts";
import json from "./json.ts";
import junit from "./junit.ts";
import markdown from "./markdown.ts";
import type { FleetReporter } from "./reporter.ts";

export const fleetReporters: Readonly<Record<string, FleetReporter>> = { human, json, junit, markdown, html, emf };
