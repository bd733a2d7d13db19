// The frame of every page: one file that needs no network and no script, and is held to that by its own policy.
import { createHash } from "node:crypto";
import { element, lines, type Markup, single } from "./markup.ts";

/** @param style the only one that the page's policy allows */
export function page(title: string, style: string, body: Markup): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = lines(
    single("meta", { charset: "utf-8" }),
    single("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    single("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    single("link", { rel: "icon", href: "data:," }),
    element("title", {}, title),
    { html: `<style>${style}</style>` },
  );
  return `<!DOCTYPE html>\n${element("html", { lang: "en" }, lines(element("head", {}, head), element("body", {}, body))).html}\n`;
}
