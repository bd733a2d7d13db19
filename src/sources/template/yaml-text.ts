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
  const lines = new LineCounter();
  lines.addNewLine(0);
  const composed = compose(text, depth, lines);
  if ("offset" in composed) return composed;
  const [document, second] = composed.documents;
  if (document === undefined || document.contents === null) {
    return { offset: 0, message: "is empty: it has no template in it" };
  }
  if (second !== undefined) return { offset: second.range[0], message: "has several YAML documents; a template is one" };
  const error = document.errors[0];
  if (error !== undefined) return { offset: error.pos[0], message: `is not valid YAML: ${plain(error.message)}` };
  return { document: document as Document.Parsed, lines };
}

type Composed = { readonly documents: readonly Document.Parsed[] } | TextProblem;

function compose(text: string, depth: number, lines: LineCounter): Composed {
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({
    schema: "failsafe",
    customTags: knownTags,
    strict: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const documents: Document.Parsed[] = [];
  for (const lexeme of lenientLexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
    // One entry is the document itself; the parser keeps a stack of its own, so this costs nothing.
    if (parser.stack.length > depth + 2) return { offset: parser.offset, message: tooDeep(depth) };
  }
  for (const token of parser.end()) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
  documents.push(...(composer.end() as Iterable<Document.Parsed>));
  return { documents };
}

interface QuotedScalars {
  indentNext: number;
  parseQuotedScalar(): Generator<string, unknown>;
}

/**
 * CloudFormation takes a quoted text whose further lines are not indented more than its key; YAML's specification does not, and the
 * package follows it with no option. Its lexer measures that indentation by one field, which is put back after each text.
 */
function lenientLexer(): Lexer {
  const lexer = new Lexer();
  const inside = lexer as unknown as QuotedScalars;
  const strict = inside.parseQuotedScalar;
  inside.parseQuotedScalar = function* () {
    const indent = inside.indentNext;
    inside.indentNext = 0;
    const next = yield* strict.call(inside);
    inside.indentNext = indent;
    return next;
  };
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
