// Says at the end of a run what was not tried, below everything else: nobody shall take a skip for a pass.
import { installed, serverNames } from "./servers.ts";

export function teardown(): void {
  const absent = serverNames.filter((name) => installed(name) === null);
  if (absent.length === 0) return;
  const text = `NOT TESTED against ${absent.join(" and ")}: not installed here. .ci/servers installs what is missing.`;
  process.stderr.write(`\n${"!".repeat(text.length)}\n${text}\n${"!".repeat(text.length)}\n\n`);
}
