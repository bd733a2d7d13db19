// Turns exported values into plain data: a config must mean the same in every language.
import { emptyObject, type Json } from "../model/json.ts";

const deepest = 200;
const most = 1_000_000;

/** Its message says where the value is not plain, and completes "the config …". */
export class NotPlain extends Error {}

/** @throws NotPlain for anything that JSON could not hold, with its path; members that are undefined are omitted */
export function plainJson(value: unknown): Json {
  return new Copy().of(value, []);
}

class Copy {
  readonly #above = new Set<object>();
  #left = most;

  of(value: unknown, path: readonly (string | number)[]): Json {
    this.#left -= 1;
    if (this.#left < 0) throw new NotPlain(`exports more than ${most} values`);
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (typeof value !== "object") throw strange(value, path);
    if (this.#above.has(value)) throw new NotPlain(`exports data that contains itself, at ${pathText(path)}`);
    if (path.length > deepest) throw new NotPlain("exports data that is nested too deeply");
    this.#above.add(value);
    const copy = Array.isArray(value)
      ? value.map((member, index) => this.of(member, [...path, index]))
      : this.#members(value, path);
    this.#above.delete(value);
    return copy;
  }

  #members(value: object, path: readonly (string | number)[]): Json {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw strange(value, path);
    const copy = emptyObject();
    for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = this.of(member, [...path, key]);
    return copy;
  }
}

function strange(value: unknown, path: readonly (string | number)[]): NotPlain {
  const kind = typeof value === "object" ? (value?.constructor.name ?? "object") : typeof value;
  return new NotPlain(
    `exports data that JSON cannot represent: ${pathText(path)} is ${typeof value === "number" ? String(value) : `a ${kind}`}`,
  );
}

function pathText(path: readonly (string | number)[]): string {
  return path.length === 0 ? "the default export" : path.map(String).join(".");
}
