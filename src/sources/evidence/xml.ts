// XML as a list of elements, read strictly: malformed or truncated XML is an error.
import sax from "sax";
import { FormatError } from "./format.ts";

export interface XmlVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
}

/** @throws FormatError for what is not well-formed. Only XML's own entities are known: nothing expands. */
export function visitXml(text: string, { open, close }: XmlVisitor): void {
  const parser = sax.parser(true, {});
  parser.onerror = ({ message }) => {
    throw new FormatError(`the file is not well-formed XML (${message.split("\n")[0]}); it may be truncated`);
  };
  parser.onopentag = ({ name, attributes }) => open(name, attributes as Record<string, string>);
  if (close !== undefined) parser.onclosetag = close;
  parser.write(text.replace(/^\uFEFF/, "")).close();
}

export function isXml(text: string): boolean {
  return /^\uFEFF?\s*</.test(text);
}
