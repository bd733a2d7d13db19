// The licences of the packages whose files went into the bundles, one text after the other.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** @param inputs the files that were bundled */
export function licencesOf(inputs: readonly string[]): string {
  const packages = bundledPackages(inputs).map(packageIn);
  const licences = packages.map((each) => licenceOf(each, packages));
  return `${licences.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** Folders of the packages whose files went into the bundle. */
function bundledPackages(inputs: readonly string[]): string[] {
  const folders = inputs.flatMap((input) => input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: { readonly url: string } | string;
  readonly texts: readonly string[];
}

function packageIn(folder: string): Package {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file));
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  return { ...(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Omit<Package, "texts">), texts };
}

/** Some packages of the AWS SDK lack the licence text that the others of their repository have. */
function licenceOf(own: Package, all: readonly Package[]): string {
  const { name, version, license, texts } = own;
  const kin = (other: Package): boolean =>
    other.texts.length > 0 && other.license === license && urlOf(other) !== undefined && urlOf(other) === urlOf(own);
  const shipped = texts.length > 0 ? texts : all.find(kin)?.texts;
  if (license === undefined || shipped === undefined) throw new Error(`${name} has no licence text to ship`);
  return [`${name} ${version} (${license})`, ...shipped].join("\n\n");
}

function urlOf({ repository }: Pick<Package, "repository">): string | undefined {
  return typeof repository === "string" ? repository : repository?.url;
}
