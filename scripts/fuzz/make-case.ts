// Makes a case of a kind out of the seeds.
import path from "node:path";
import { isObject, type Json, property } from "../../src/model/json.ts";
import type { FuzzCase, Kind } from "./case.ts";
import { conditionMaze } from "./conditions.ts";
import { hostileTexts } from "./hostile.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";
import type { Random } from "./random.ts";
import type { Seeds } from "./seeds.ts";

type Files = Record<string, string | { readonly base64: string }>;

export function makeCase(kind: Kind, seeds: Seeds, random: Random): FuzzCase {
  switch (kind) {
    case "template":
      return withCommands(kind, templateFiles(seeds, random), ["--template", "template"], random);
    case "conditions":
      return withCommands(kind, { template: JSON.stringify(conditionMaze(random)) }, ["--template", "template"], random);
    case "assembly":
      return withCommands(kind, assemblyFiles(seeds, random), ["--template", "cdk.out"], random);
    case "snapshot":
      return withCommands(
        kind,
        { "s.json": JSON.stringify(mutatedJson(random.pick(seeds.recordings), random)) },
        ["--snapshot", "s.json"],
        random,
      );
    case "config":
      return configCase(seeds, random);
    case "live":
      return {
        kind,
        files: liveFiles(seeds, random),
        commands: [check("--stack", stackNames), check("--stack", stackNames)].map(([...args]) => args.flat()),
        answers: random.seed(),
      };
  }
}

/** Of the system in `live.json`. */
const stackNames = "shop";

function check(...source: readonly string[]): readonly string[] {
  return [
    "check",
    ...source,
    "--reporter",
    "json",
    "--config",
    "fitness.config.json",
    ...(source[0] === "--stack" ? ["--timeout", "4"] : []),
  ];
}

function withCommands(kind: Kind, files: Files, source: readonly string[], random: Random): FuzzCase {
  const config = JSON.stringify({ extends: ["all"], checks: { "required-tags": { options: { tags: { owner: "^team-" } } } } });
  const others: readonly (readonly string[])[] = [
    ...["human", "junit", "junit-strict"].map((reporter) => [
      "check",
      ...source,
      "--reporter",
      reporter,
      "--config",
      "fitness.config.json",
    ]),
    ["check", ...source, "--verbose", "--select", random.pick(hostileTexts)],
    ...["mermaid", "dot", "html"].map((format) => ["graph", ...source, "--format", format]),
    ...["human", "json", "html"].map((format) => ["simulate", ...source, "--format", format]),
    ["simulate", ...source, "--requests-per-minute", "60", "--format", "json"],
    ["explain", "rollback-alarm", "--subject", "**", ...source],
    ["baseline", ...source, "-o", "baseline.json", "--quiet"],
  ];
  return {
    kind,
    files: { "fitness.config.json": config, ...files },
    commands: [check(...source), check(...source), random.pick(others)],
  };
}

function templateFiles({ templates }: Seeds, random: Random): Files {
  const { bytes, tree } = random.pick(templates);
  if (random.chance(0.4)) return { template: { base64: mutatedBytes(bytes, random).toString("base64") } };
  const other = random.chance(0.3) ? merged(tree, random.pick(templates).tree) : tree;
  return { template: JSON.stringify(mutatedJson(other, random)) };
}

/** The resources of both. */
function merged(one: Json, other: Json): Json {
  const sections = ["Resources", "Parameters", "Conditions", "Mappings", "Globals"];
  const both = (section: string) => ({ ...object(property(one, section)), ...object(property(other, section)) });
  return { ...object(one), ...Object.fromEntries(sections.map((section) => [section, both(section)])) };
}

function object(value: Json | undefined) {
  return isObject(value) ? value : {};
}

function assemblyFiles({ assemblies }: Seeds, random: Random): Files {
  const files = random.pick(assemblies);
  const changed = random.pick([...files.keys()].filter((name) => name.endsWith(".json") || random.chance(0.1)));
  return Object.fromEntries(
    [...files].map(([name, bytes]) => {
      const content = name === changed ? mutatedFile(name, bytes, random) : bytes;
      return [path.join("cdk.out", name), { base64: content.toString("base64") }];
    }),
  );
}

function mutatedFile(name: string, bytes: Buffer, random: Random): Buffer {
  if (!name.endsWith(".json") || random.chance(0.25)) return mutatedBytes(bytes, random);
  return Buffer.from(JSON.stringify(mutatedJson(JSON.parse(bytes.toString()) as Json, random)));
}

const patterns = ["^(a+)+$", "(x|xx)*y", "^(?!no).*(a|aa)+$", "(.*)*(.*)*!", "[", "(?<a>a)\\k<a>+", "^[0-9]{4}$", "\\p{L}+"];

function configCase(seeds: Seeds, random: Random): FuzzCase {
  const { tree } = random.pick(seeds.templates);
  const long = random.pick(["a", "x", "1"]).repeat(random.pick([3, 40, 5000]));
  const glob = (): string =>
    random.pick(["**", "*", "+(a|aa)+(a|aa)+(a|aa)!", "!(!(!(a)))", "{1..1000000}", "@(a|b|**)/*", ...hostileTexts]);
  const config: Json = {
    extends: [random.pick(["recommended", "strict", "all", "off"])],
    checks: {
      "required-tags": { options: { tags: { owner: random.pick(patterns), [random.pick(hostileTexts) || "x"]: true } } },
      "progressive-traffic": {
        options: { minimumBakeMinutes: random.pick([0, 5, 1e9]) },
        exclude: [glob()],
        weight: random.next(),
      },
      "log-retention": { severity: random.pick(["error", "info", "off"]), include: [glob()], unknown: "report" },
    },
    overrides: [{ subjects: [glob()], checks: { "function-memory": "error" } }],
    waivers: [{ check: "function-alias", subject: glob(), reason: "r", expires: random.pick(["2020-01-01", "2999-12-31"]) }],
    select: random.chance(0.3) ? [glob()] : ["**"],
    stackTags: { owner: `${long}!` },
    environments: { prod: { parameters: { P: "x" } } },
    score: { minimum: 50 },
  };
  const text = JSON.stringify(random.chance(0.7) ? mutatedJson(config, random) : config, null, 2);
  const bytes = random.chance(0.2) ? mutatedBytes(Buffer.from(text), random) : Buffer.from(text);
  const files: Files = {
    template: JSON.stringify(tree),
    [random.pick(["fitness.config.json", "fitness.config.yaml"])]: { base64: bytes.toString("base64") },
  };
  const plain = ["check", "--template", "template", "--reporter", "json"];
  return {
    kind: "config",
    files,
    commands: [plain, plain, random.pick([["list"], ["list", "--grid"], ["explain", "required-tags"], ["permissions"], plain])],
  };
}

function liveFiles({ templates }: Seeds, random: Random): Files {
  const { tree } = random.pick(templates);
  return {
    "fitness.config.json": JSON.stringify({ extends: ["all"], region: "eu-west-1" }),
    "live.json": JSON.stringify(random.chance(0.3) ? mutatedJson(tree, random) : tree),
  };
}
