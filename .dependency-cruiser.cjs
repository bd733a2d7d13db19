// The direction of dependence, one sentence a rule: sources → model → checks → audit → reporters, with the command line on top.

/** Forbids `from` to know any part of src but `allowed`. */
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
    knowsOnly("errors", "An error knows no more than the place it points at.", "errors\\.ts", ["model/facts\\.ts"]),
    knowsOnly("sources", "A source knows the model and nothing of checks.", "sources/", [
      "model/",
      "errors\\.ts",
      "nearest\\.ts",
    ]),
    knowsOnly("simulation", "The simulation knows the model, and statistics.", "simulation/", ["model/", "statistics/"]),
    knowsOnly("statistics", "The statistics know numbers and nothing else.", "statistics/", []),
    knowsOnly("assessment", "What is said of a subject names what the model holds.", "assessment\\.ts", ["model/"]),
    knowsOnly("measuring", "What measuring checks share knows the model, and what is said of a subject.", "measuring/", [
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
    knowsOnly("audit", "The audit runs checks over the model, and is told its policy rather than reading a config.", "audit/", [
      "assessment\\.ts",
      "checks/",
      "model/",
      "measuring/(change|words)\\.ts",
      "errors\\.ts",
    ]),
    knowsOnly(
      "plugins",
      "The code of others is run over the same model, by the same audit; only what it says comes back.",
      "plugins/",
      [
        "assessment\\.ts",
        "audit/",
        "checks/define-check\\.ts",
        "model/",
        "errors\\.ts",
        "package-root\\.ts",
        "reporters/(define-reporter|reporter)\\.ts",
        "sources/snapshot/schema\\.ts",
      ],
    ),
    knowsOnly("config", "The config knows the checks' option schemas and the policy that it fulfils.", "config/", [
      "checks/define-check\\.ts",
      "audit/(addresses|policy)\\.ts",
      "plugins/(plugin|plugin-check|worker-limits)\\.ts",
      "model/(facts|json)\\.ts",
      "errors\\.ts",
      "nearest\\.ts",
    ]),
    knowsOnly("fleet", "The fleet knows the shape of its targets and of what was said of each.", "fleet/", ["errors\\.ts"]),
    knowsOnly("graph", "The graph is drawn from the model and from what the report says of it.", "graph/", [
      "model/",
      "audit/report\\.ts",
    ]),
    knowsOnly("drawings", "A drawing knows the report's graph and simulation, and how text looks on a terminal.", "drawings/", [
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
    knowsOnly("reporters", "A reporter knows the report and how it is drawn, and nothing else.", "reporters/", [
      "audit/(report|score|comparison)\\.ts",
      "fleet/report\\.ts",
      "drawings/",
      "history/(entry|sparkline)\\.ts",
    ]),
    {
      name: "model-on-top-of-its-linkers",
      comment: "A linker says in its parameters which parts of the model it reads (`WithAlarms`), and never sees the whole.",
      severity: "error",
      from: { path: "^src/model/", pathNot: "^src/model/(link|model)\\.ts$|\\.test\\.ts$" },
      to: { path: "^src/model/model\\.ts$" },
    },
    {
      name: "integrations-on-top",
      comment: "Nothing imports what runs inside other people's tools.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/integrations/" },
      to: { path: "^src/integrations/" },
    },
    {
      name: "cli-on-top",
      comment: "Nothing imports the command line, but what runs it inside other people's tools.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cli|integrations)/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "checks-apart",
      comment: "What several checks ask is a query on the model; a check does not import another.",
      severity: "error",
      from: { path: "^src/checks/", pathNot: "^src/checks/index\\.ts$" },
      to: { path: "^src/checks/", pathNot: "^src/checks/define-check\\.ts$" },
    },
    {
      name: "checks-pure",
      comment:
        "A check and what it asks do no I/O and have no clock: they use none of Node's modules, but for the time limit of regular expressions that others write.",
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
      comment: "Only sources, config, the command line and what runs it touch the file system.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(sources/|config/|cli/|integrations/|package-root\\.ts)" },
      to: { path: "^(node:)?fs(/promises)?$" },
    },
    {
      name: "no-cycles",
      comment: "Modules that need each other are one module, or two with a third between them.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-missing",
      comment: "What is imported is there.",
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
