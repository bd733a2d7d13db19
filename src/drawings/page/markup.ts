// Elements of the page: text and attributes escaped in one place.
import { visible } from "../words.ts";

/** Markup that is finished; only the functions here make it. */
export interface Markup {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  const inert = visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  // A page may be printed in a pipeline, whose log takes ##[error] for a command.
  return inert.replace(/#(?=#)/g, "&#35;");
}

/** An element; text among the children is escaped. Attributes that are null are omitted. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  ...children: readonly (Markup | string | readonly Markup[])[]
): Markup {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const inner = children.flat().map((child) => (typeof child === "string" ? escaped(child) : child.html));
  return { html: `<${name}${given.join("")}>${inner.join("")}</${name}>` };
}

/** Between two elements on one line: of text, the ends are trimmed. */
export const space: Markup = { html: " " };

/** An element that has no end. */
export function single(name: string, attributes: Readonly<Record<string, string>>): Markup {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return { html: `<${name}${given.join("")}>` };
}

/** Elements on lines of their own, so that two pages can be compared. */
export function lines(...children: readonly (Markup | readonly Markup[])[]): Markup {
  const all = children.flat();
  return { html: all.length === 0 ? "" : `\n${all.map(({ html }) => html).join("\n")}\n` };
}
