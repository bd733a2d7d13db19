// The reporters by the names that `--reporter` takes.
import azure from "./azure.ts";
import emf from "./emf.ts";
import github from "./github.ts";
import gitlab from "./gitlab.ts";
import html from "./html.ts";
import human from "./human.ts";
import json from "./json.ts";
import junit from "./junit.ts";
import junitStrict from "./junit-strict.ts";
import markdown from "./markdown.ts";
import type { Reporter } from "./reporter.ts";
import sarif from "./sarif.ts";

/** Those that show the wiring and the simulated deployments, or pass them on. */
export const drawing: ReadonlySet<string> = new Set(["html", "json"]);

export const reporters: Readonly<Record<string, Reporter>> = {
  human,
  json,
  junit,
  "junit-strict": junitStrict,
  sarif,
  github,
  gitlab,
  azure,
  emf,
  markdown,
  html,
};
