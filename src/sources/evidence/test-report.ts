// JUnit XML, as test runners write it: the cases count, not the totals that the suites claim.
import type { TestReport } from "../../model/evidence/evidence.ts";
import { FormatError, type Parsed, timeOf } from "./format.ts";
import { isXml, visitXml } from "./xml.ts";

/** @throws FormatError where it is no JUnit report */
export function parseTests(content: string): Parsed<TestReport> {
  if (!isXml(content)) throw new FormatError("the file is not JUnit XML");
  const reading = new JUnitReading();
  visitXml(content, reading);
  return reading.result();
}

class JUnitReading {
  #root = "";
  #tests = 0;
  #skipped = 0;
  #current: { readonly name: string; outcome: "passed" | "failed" | "skipped" } | null = null;
  #claimed = 0;
  #writtenAt: number | null = null;
  readonly #failed: string[] = [];

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (this.#root === "") this.#root = name;
    if (name === "testsuite") this.#openSuite(attributes);
    else if (name === "testcase") {
      const label = [attributes["classname"], attributes["name"]].filter(Boolean).join(" > ");
      this.#current = { name: label === "" ? "unnamed test" : label, outcome: "passed" };
    } else if (this.#current !== null && (name === "failure" || name === "error")) this.#current.outcome = "failed";
    else if (this.#current?.outcome === "passed" && name === "skipped") this.#current.outcome = "skipped";
  };

  #openSuite({ timestamp, failures, errors }: Readonly<Record<string, string>>): void {
    const time = timeOf(timestamp);
    if (time !== null) this.#writtenAt = Math.max(this.#writtenAt ?? 0, time);
    this.#claimed += count(failures) + count(errors);
  }

  readonly close = (name: string): void => {
    if (name !== "testcase" || this.#current === null) return;
    this.#tests += 1;
    if (this.#current.outcome === "failed") this.#failed.push(this.#current.name);
    if (this.#current.outcome === "skipped") this.#skipped += 1;
    this.#current = null;
  };

  result(): Parsed<TestReport> {
    if (this.#root !== "testsuites" && this.#root !== "testsuite")
      throw new FormatError(`the XML is not a JUnit report: its root is <${this.#root}>`);
    // A suite can fail without a case: its set-up did.
    const failed = this.#failed.length === 0 && this.#claimed > 0 ? ["an entire suite"] : this.#failed;
    return { content: { tests: this.#tests, skipped: this.#skipped, failed }, writtenAt: this.#writtenAt };
  }
}

function count(attribute: string | undefined): number {
  const value = Number.parseInt(attribute ?? "0", 10);
  return Number.isFinite(value) ? value : 0;
}
