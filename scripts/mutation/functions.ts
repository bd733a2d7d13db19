// The functions of a source file, each of which is mutated whole or not at all: a sample of mutants is a sample of these.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import ts from "typescript";

export interface FunctionLines {
  readonly file: string;
  /** `overallScore`, `Model.stacks`: the same after a change elsewhere in the file. */
  readonly name: string;
  /** Both counted, from 1. */
  readonly from: number;
  readonly to: number;
}

/** Top-level statements and members of classes, but for types and imports: every mutant is in exactly one. */
export function functionsOf(file: string): readonly FunctionLines[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const lines = (node: ts.Node, name: string): FunctionLines => ({
    file,
    name,
    from: lineOf(node.getStart(source)),
    to: lineOf(node.getEnd()),
  });
  return source.statements.filter(isCode).flatMap((statement) => {
    const name = nameOf(statement, source);
    if (!ts.isClassDeclaration(statement)) return [lines(statement, name)];
    return statement.members.map((member) => lines(member, `${name}.${nameOf(member, source)}`));
  });
}

/** `count` of them, or all: the same for the same seed; a larger count adds to a smaller one. */
export function sample(functions: readonly FunctionLines[], count: number, seed: string): readonly FunctionLines[] {
  const lots = functions.map((each) => ({ each, lot: lot(`${seed} ${each.file} ${each.name}`) }));
  lots.sort((one, other) => (one.lot < other.lot ? -1 : 1));
  return lots.slice(0, count).map(({ each }) => each);
}

function isCode(statement: ts.Statement): boolean {
  return !(ts.isImportDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement));
}

function nameOf(node: ts.Statement | ts.ClassElement, source: ts.SourceFile): string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText(source)).join(", ");
  const { name } = node as { name?: ts.PropertyName };
  return name?.getText(source) ?? ts.SyntaxKind[node.kind];
}

function lot(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
