// What becomes of each waiver: the days that are left, and which of them were used, forbidden, idle or not tried.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import { greenQueues, policy, queue, settings } from "../../test/queues.ts";
import { audit } from "./audit.ts";
import type { AuditPolicy, Waiver } from "./policy.ts";

const waiver = (subject: string, more: Partial<Waiver> = {}): Waiver => ({
  check: "queue-colour",
  subject,
  reason: "retired",
  expires: null,
  ...more,
});

/** Queues `Red` and `Rust` fail, `Green` passes. */
function run(waivers: readonly Waiver[], more: Partial<AuditPolicy> = {}) {
  const Resources = { Red: queue("red"), Rust: queue("rust"), Green: queue("green") };
  return audit(factsOf(stack("Shop", { Resources })), policy([greenQueues], { waivers, ...more }));
}

const statuses = (waivers: readonly Waiver[], more: Partial<AuditPolicy> = {}) =>
  run(waivers, more).waivers.map(({ status }) => status);

describe("the days until a waiver expires", () => {
  it("are warned of from thirty on, where the waiver is used", () => {
    const days = ["2026-11-22", "2026-12-22", "2026-12-23"].map((expires) => waiver("Shop/Red", { expires }));
    expect(run([...days, waiver("Shop/Red")]).waivers).toMatchObject([
      { status: "used", expiresInDays: 0, expiring: true },
      { status: "used", expiresInDays: 30, expiring: true },
      { status: "used", expiresInDays: 31, expiring: false },
      { status: "used", expiresInDays: null, expiring: false },
    ]);
    const [idle, expired] = run([
      waiver("Shop/Green", { expires: "2026-11-23" }),
      waiver("Shop/Red", { expires: "2026-11-21" }),
    ]).waivers;
    expect(idle).toMatchObject({ status: "unused", expiresInDays: 1, expiring: false });
    expect(expired).toMatchObject({ status: "expired", expiresInDays: -1, expiring: false });
  });

  it("may be set", () => {
    const soon = [waiver("Shop/Red", { expires: "2026-11-24" }), waiver("Shop/Red", { expires: "2026-11-25" })];
    expect(run(soon, { expiresWithinDays: 2 }).waivers).toMatchObject([{ expiring: true }, { expiring: false }]);
  });
});

describe("a waiver", () => {
  it("of what passes is unused, and gates under strict, which one that is used does not", () => {
    const report = run([waiver("Shop/Green"), waiver("Shop/R*")], { strictWaivers: true });
    expect(report.waivers).toMatchObject([
      { status: "unused", gating: true },
      { status: "used", gating: false },
    ]);
    expect(report).toMatchObject({ exitCode: 1, summary: { waived: 2, pass: 1, fail: 0 } });
  });

  it.each(["Red", "Rust"])("is used where only %s may not be waived", (mandatory) => {
    const settingsOf: AuditPolicy["settingsOf"] = (_check, matches) => ({ ...settings, mandatory: matches(`Shop/${mandatory}`) });
    expect(statuses([waiver("Shop/*")], { settingsOf })).toEqual(["used"]);
    expect(statuses([waiver(`Shop/${mandatory}`)], { settingsOf })).toEqual(["forbidden"]);
  });

  it("counts as not tried where a run looked at some subjects only, unless it was used", () => {
    const more = { select: ["Shop/Red"], strictWaivers: true };
    const report = run([waiver("Shop/Red"), waiver("Shop/Rust")], more);
    expect(report.waivers.map(({ status }) => status)).toEqual(["used", "not-assessed"]);
    expect(report.exitCode).toBe(0);
  });

  it("that is expired is so whatever else was looked at", () => {
    expect(statuses([waiver("Shop/Red", { expires: "2026-01-01" })], { select: ["Shop/Rust"] })).toEqual(["expired"]);
  });
});
