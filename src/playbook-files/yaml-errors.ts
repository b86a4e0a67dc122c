/** What YAML stumbles over, in words of our own: an author knows the file, not the parser. */
import type { ErrorCode } from "yaml";

const quotes = 'a text with a colon and a space, a comma or brackets needs quotes: "…"';

const sentences: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "aliases (*name) are not allowed: write it out",
  BAD_ALIAS: "aliases (*name) are not allowed: write it out",
  BAD_DIRECTIVE: "directives (% at the beginning of a line) are not allowed",
  BAD_DQ_ESCAPE: "in double quotes \\ begins an escape: write \\\\, or use single quotes",
  BAD_INDENT: "this line is not indented as the lines around it are",
  BAD_PROP_ORDER: "anchors and tags are not allowed here",
  BAD_SCALAR_START: "a text cannot begin with this character: put it in quotes",
  BLOCK_AS_IMPLICIT_KEY: `a key stands here where a value was expected; ${quotes}`,
  BLOCK_IN_FLOW: `this cannot stand inside { } or [ ]; ${quotes}`,
  DUPLICATE_KEY: "this key stands twice",
  IMPOSSIBLE: "this cannot be read",
  KEY_OVER_1024_CHARS: "this key is too long",
  MISSING_CHAR: "something is missing here: a closing quote, a closing bracket, a colon, or the space behind a colon",
  MULTILINE_IMPLICIT_KEY: `a key has to stand on one line with its colon; ${quotes}`,
  MULTIPLE_ANCHORS: "anchors (&name) are not allowed",
  MULTIPLE_DOCS: "one file is one playbook: a second part (---) is not allowed",
  MULTIPLE_TAGS: "tags (!name) are not allowed",
  NON_STRING_KEY: "a key has to be a word",
  RESOURCE_EXHAUSTION: "this stands too deep: a playbook needs less",
  TAB_AS_INDENT: "lines are indented with spaces, not with tabs",
  TAG_RESOLVE_FAILED: "tags (!name) are not allowed: a file holds plain values only",
  UNEXPECTED_TOKEN: `this cannot stand here: look at quotes, brackets and commas; ${quotes}`,
  BAD_COLLECTION_TYPE: "this cannot be read",
};

export const sentenceOf = (code: ErrorCode): string => sentences[code];
