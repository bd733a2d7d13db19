// YAML into a syntax tree, bounded in depth while it is read: the yaml package aborts the process on very deep input.
import { type CollectionTag, Composer, type Document, Lexer, LineCounter, Parser, type ScalarTag } from "yaml";
import { tooDeep } from "./json-scan.ts";
import type { TextProblem } from "./positions.ts";
import { functionTags } from "./yaml-tags.ts";

export interface YamlText {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** Parses one YAML document. Scalars stay text: what a plain scalar means is decided where it becomes a value. */
export function parseYaml(text: string, depth: number): YamlText | TextProblem {
  const parsed = parseWith(QUOTED, text, depth);
  if (!("message" in parsed) || !parsed.message.startsWith(INVALID)) return parsed;
  // Only then, since a bracket that is never closed would be reported at the end of the file.
  const lenient = parseWith([...QUOTED, "parseFlowCollection"], text, depth);
  return "message" in lenient ? parsed : lenient;
}

const INVALID = "is not valid YAML: ";

function parseWith(lenient: readonly (keyof Reads)[], text: string, depth: number): YamlText | TextProblem {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const composed = compose(text, depth, lines, lenientLexer(lenient));
  if ("offset" in composed) return composed;
  const [document, second] = composed.documents;
  if (document === undefined || document.contents === null) {
    return { offset: 0, message: "is empty: it contains no template" };
  }
  if (second !== undefined) return { offset: second.range[0], message: "has several YAML documents; a template is one" };
  const error = document.errors[0];
  if (error !== undefined) return { offset: error.pos[0], message: `${INVALID}${plain(error.message)}` };
  return { document: document as Document.Parsed, lines };
}

type Composed = { readonly documents: readonly Document.Parsed[] } | TextProblem;

function compose(text: string, depth: number, lines: LineCounter, lexer: Lexer): Composed {
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({
    schema: "failsafe",
    customTags: knownTags,
    strict: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const documents: Document.Parsed[] = [];
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
    // One entry is the document itself; the parser keeps a stack of its own, so this costs nothing.
    if (parser.stack.length > depth + 2) return { offset: parser.offset, message: tooDeep(depth) };
  }
  for (const token of parser.end()) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
  documents.push(...(composer.end() as Iterable<Document.Parsed>));
  return { documents };
}

interface Reads {
  parseQuotedScalar(): Generator<string, unknown>;
  parseFlowCollection(): Generator<string, unknown>;
}

const QUOTED = ["parseQuotedScalar"] as const;

/**
 * CloudFormation takes quoted texts and flow collections whose further lines are not indented more than their key; YAML's specification
 * does not, and the package follows it with no option. Its lexer measures that indentation by one field, which is put back after each.
 */
function lenientLexer(lenient: readonly (keyof Reads)[]): Lexer {
  const lexer = new Lexer();
  const inside = lexer as unknown as Reads & { indentNext: number };
  for (const name of lenient) {
    const strict = inside[name];
    inside[name] = function* () {
      const indent = inside.indentNext;
      inside.indentNext = 0;
      const next = yield* strict.call(inside);
      inside.indentNext = indent;
      return next;
    };
  }
  return lexer;
}

/** Declared, since the package makes a warning with a stack trace of every tag it does not know. */
const knownTags: (ScalarTag | CollectionTag)[] = functionTags.flatMap((tag) => [
  { tag, resolve: (value: string) => value } satisfies ScalarTag,
  { tag, collection: "map" as const },
  { tag, collection: "seq" as const },
]);

/** The package's messages are whole sentences about one token; line breaks would tear the error apart. */
function plain(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
