// Which files a check means: those that match its glob, or those that tools leave in a CDK assembly.
import { type Dirent, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import picomatch from "picomatch";

/** Folders that hold other people's files. */
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);
/** The reports that cdk-nag 2 and the CDK write. */
const REPORT = /(?:-NagReport\.(?:csv|json)|^(?:policy-)?validation-report\.json)$/;

/** Files that match a glob, sorted. */
export function matchingFiles(glob: string, cwd: string): readonly string[] {
  const normal = glob.replace(/^(?:\.\/)+/, "");
  const { base, isGlob } = picomatch.scan(normal);
  if (!isGlob) return existsSync(path.resolve(cwd, glob)) ? [path.resolve(cwd, glob)] : [];
  const root = path.resolve(cwd, base);
  const isMatch = picomatch(path.isAbsolute(normal) ? normal : path.resolve(cwd, normal).split(path.sep).join("/"), {
    dot: true,
  });
  return filesBelow(root).filter((file) => isMatch(file.split(path.sep).join("/")));
}

/** The reports in the folders of assemblies, nested stages included. Of a pack's CSV and JSON the JSON is taken. */
export function assemblyReports(sources: readonly string[], cwd: string): readonly string[] {
  const folders = sources
    .map((source) => path.resolve(cwd, source))
    .filter((folder) => existsSync(path.join(folder, "manifest.json")));
  const reports = folders.flatMap(filesBelow).filter((file) => REPORT.test(path.basename(file)));
  const all = new Set(reports);
  return reports.filter((file) => !(file.endsWith(".csv") && all.has(file.replace(/\.csv$/, ".json"))));
}

function filesBelow(folder: string): readonly string[] {
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return [...entries]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) || /^asset\.[0-9a-f]{64}$/.test(entry.name) ? [] : filesBelow(file);
      return entry.isFile() || entry.isSymbolicLink() ? [file] : [];
    });
}
