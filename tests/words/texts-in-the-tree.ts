/** Every text of the tree that somebody reads, found in the source: what has both languages, the catalogues, the terminal's sentences. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export interface FoundText {
  readonly language: "en" | "zh";
  readonly text: string;
  /** `src/web/words/en/pages.ts:12`. */
  readonly place: string;
}

export function textsInTheTree(root: string): readonly FoundText[] {
  const files = ["src", "machines", "config"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${room}/${name}`),
  );
  return files.sort().flatMap((file) => textsIn(file, readFileSync(join(root, file), "utf8")));
}

export function textsIn(file: string, source: string): readonly FoundText[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: FoundText[] = [];
  const visit = (node: ts.Node, within: "en" | "zh" | null) => {
    const language = languageOf(node) ?? within;
    if (language !== null && isPiece(node)) found.push({ language, text: node.text, place: placeOf(parsed, node) });
    ts.forEachChild(node, (child) => {
      visit(child, language);
    });
  };
  visit(parsed, catalogueOf(file));
  return found;
}

/** Names of files and of modules are no texts. */
function isPiece(node: ts.Node): node is ts.LiteralLikeNode {
  if (ts.isStringLiteral(node))
    return !ts.isImportDeclaration(node.parent) && !ts.isExportDeclaration(node.parent) && !isKeyOrType(node);
  return ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function isKeyOrType(node: ts.StringLiteral): boolean {
  const { parent } = node;
  return ts.isLiteralTypeNode(parent) || (ts.isPropertyAssignment(parent) && parent.name === node);
}

/** What an `en:` or `zh:` holds. */
function languageOf(node: ts.Node): "en" | "zh" | null {
  if (!ts.isPropertyAssignment(node) || !ts.isIdentifier(node.name)) return null;
  return node.name.text === "en" || node.name.text === "zh" ? node.name.text : null;
}

function catalogueOf(file: string): "en" | "zh" | null {
  if (file.startsWith("src/web/words/zh/")) return "zh";
  return /^src\/(web\/words\/en|cli|app\/tasks)\//.test(file) ? "en" : null;
}

function placeOf(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
}
