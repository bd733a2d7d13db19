// The frame of every page: one file that needs no network, and is held to that by its own policy.
import { createHash } from "node:crypto";
import { element, lines, type Markup, single } from "./markup.ts";

/** @param style and script: the only ones that the page's policy allows; the page is to be readable without the script */
export function page(title: string, style: string, body: Markup, script: string | null = null): string {
  const scripts = script === null ? "" : ` script-src ${digestOf(script)};`;
  const policy = `default-src 'none'; style-src ${digestOf(style)};${scripts} img-src data:; base-uri 'none'; form-action 'none'`;
  const head = lines(
    single("meta", { charset: "utf-8" }),
    single("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    single("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    single("link", { rel: "icon", href: "data:," }),
    element("title", {}, title),
    { html: `<style>${style}</style>` },
  );
  const whole = script === null ? body : lines(body, { html: `<script>${script}</script>` });
  return `<!DOCTYPE html>\n${element("html", { lang: "en" }, lines(element("head", {}, head), element("body", {}, whole))).html}\n`;
}

function digestOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
