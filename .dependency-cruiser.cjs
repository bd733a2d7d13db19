// The direction of imports, one sentence per rule: sources → model → checks → audit → reporters, with the command line on top.

/** Forbids `from` to import any part of src except `allowed`. */
const knowsOnly = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: `^src/${from}` },
  to: { path: "^src/", pathNot: [`^src/${from}`, ...allowed.map((path) => `^src/${path}`)] },
});

module.exports = {
  forbidden: [
    knowsOnly("model", "The model imports nothing of the project.", "model/", []),
    knowsOnly("errors", "An error only knows the position that it points at.", "errors\\.ts", ["model/facts\\.ts"]),
    knowsOnly("sources", "A source knows the model and no checks.", "sources/", ["model/", "errors\\.ts", "nearest\\.ts"]),
    knowsOnly("simulation", "The simulation knows the model and statistics.", "simulation/", ["model/", "statistics/"]),
    knowsOnly("statistics", "Statistics know numbers only.", "statistics/", []),
    knowsOnly("assessment", "An assessment refers to the model.", "assessment\\.ts", ["model/"]),
    knowsOnly("measuring", "Shared code of measuring checks knows the model and assessments.", "measuring/", [
      "model/",
      "statistics/",
      "assessment\\.ts",
    ]),
    knowsOnly("checks", "A check knows the model and the simulation, never where the model came from.", "checks/", [
      "assessment\\.ts",
      "model/",
      "simulation/",
      "measuring/",
    ]),
    knowsOnly("audit", "The audit runs checks over the model, and receives its policy instead of reading a config.", "audit/", [
      "assessment\\.ts",
      "checks/",
      "model/",
      "measuring/(change|words)\\.ts",
      "errors\\.ts",
    ]),
    knowsOnly("plugins", "Plug-in code runs on the same model with the same audit; only its results come back.", "plugins/", [
      "assessment\\.ts",
      "audit/",
      "checks/define-check\\.ts",
      "model/",
      "errors\\.ts",
      "package-root\\.ts",
      "reporters/(define-reporter|reporter)\\.ts",
      "sources/snapshot/schema\\.ts",
    ]),
    knowsOnly("config", "The config knows the checks' option schemas and the audit's policy.", "config/", [
      "checks/define-check\\.ts",
      "audit/(addresses|policy)\\.ts",
      "plugins/(plugin|plugin-check|worker-limits)\\.ts",
      "model/(facts|json)\\.ts",
      "errors\\.ts",
      "nearest\\.ts",
    ]),
    knowsOnly("fleet", "The fleet knows the format of its targets and their reports.", "fleet/", ["errors\\.ts"]),
    knowsOnly("graph", "The graph is built from the model and the report.", "graph/", ["model/", "audit/report\\.ts"]),
    knowsOnly("drawings", "A drawing knows the report's graph and simulation, and terminal text.", "drawings/", [
      "audit/(report|history)\\.ts",
      "history/series\\.ts",
      "reporters/(human/|reporter\\.ts|fleet/reporter\\.ts)",
      "fleet/report\\.ts",
    ]),
    knowsOnly("history", "The history knows earlier reports.", "history/", [
      "audit/(report|history)\\.ts",
      "reporters/(report/|human/|reporter\\.ts)",
    ]),
    knowsOnly("comparison", "A comparison knows two reports.", "comparison/", [
      "audit/(report|graph|simulation|comparison)\\.ts",
      "measuring/(change|words)\\.ts",
    ]),
    knowsOnly("reporters", "A reporter knows the report and its drawings only.", "reporters/", [
      "audit/(report|score|comparison)\\.ts",
      "fleet/report\\.ts",
      "drawings/",
      "history/(entry|sparkline)\\.ts",
    ]),
    {
      name: "model-on-top-of-its-linkers",
      comment:
        "A linker names the parts of the model that it reads in its parameters (`WithAlarms`), and never uses the whole model.",
      severity: "error",
      from: { path: "^src/model/", pathNot: "^src/model/(link|model)\\.ts$|\\.test\\.ts$" },
      to: { path: "^src/model/model\\.ts$" },
    },
    {
      name: "integrations-on-top",
      comment: "Nothing imports the integrations with other tools.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/integrations/" },
      to: { path: "^src/integrations/" },
    },
    {
      name: "cli-on-top",
      comment: "Only the integrations import the command line.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cli|integrations)/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "checks-apart",
      comment: "Shared logic of checks is a query on the model; a check does not import another.",
      severity: "error",
      from: { path: "^src/checks/", pathNot: "^src/checks/index\\.ts$" },
      to: { path: "^src/checks/", pathNot: "^src/checks/define-check\\.ts$" },
    },
    {
      name: "checks-pure",
      comment:
        "A check and what it asks do no I/O and have no clock: they use no Node modules, except for the time limit of users' regular expressions.",
      severity: "error",
      from: {
        path: "^src/(checks|measuring|statistics|simulation|model|graph)/",
        pathNot: "^src/model/regular-expression\\.ts$",
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "aws-sdk-live-only",
      comment: "Only the live source imports the AWS SDK.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/sources/live/" },
      to: { path: "@aws-sdk/" },
    },
    {
      name: "colour-for-people",
      comment: "Only the human reporter and the command line import chalk.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cli/|reporters/human)" },
      to: { path: "node_modules/chalk/" },
    },
    {
      name: "layout-for-pages",
      comment: "Only the drawn page imports the layout library.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/drawings/page/" },
      to: { path: "node_modules/@dagrejs/" },
    },
    {
      name: "files-at-the-edges",
      comment: "Only sources, config, the command line and the integrations access the file system.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(sources/|config/|cli/|integrations/|package-root\\.ts)" },
      to: { path: "^(node:)?fs(/promises)?$" },
    },
    {
      name: "no-cycles",
      comment: "Modules that need each other are merged, or share a third one.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-missing",
      comment: "Every import resolves.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.ts$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
