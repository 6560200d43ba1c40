import { findNodeAtLocation } from 'jsonc-parser';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { parseOpenApi, type OpenApiDocument } from '../schema/openapi.js';
import { jsonTree } from './jsonTree.js';

/** An API document that was read from a text. */
export interface ApiDocumentText {
  readonly document: OpenApiDocument;
  /** The line, from 1, of what a JSON pointer leads to, or of the nearest thing around it that is there. */
  readonly lineOf: (pointer: string) => number;
}

/** More aliases than a document that a person wrote; one that is made to explode has millions. */
const MOST_ALIASES = 10_000;

/** Reads an API document in JSON or YAML. Throws when the text is something else. */
export function readApiDocumentText(text: string): ApiDocumentText {
  const isJson = /^\s*\{/.test(text);
  const value: unknown = isJson ? JSON.parse(text) : yamlOf(text).toJS({ maxAliasCount: MOST_ALIASES });
  return {
    document: parseOpenApi(value),
    lineOf: lazily(() => (isJson ? linesOfJson(text) : linesOfYaml(text))),
  };
}

function yamlOf(text: string, lineCounter?: LineCounter): ReturnType<typeof parseDocument> {
  const document = parseDocument(text, { ...(lineCounter && { lineCounter }), logLevel: 'silent' });
  const [first] = document.errors;
  if (first) throw first;
  return document;
}

type LineOf = ApiDocumentText['lineOf'];

/** Finding lines reads the text once more, which only some answers need. */
function lazily(make: () => LineOf): LineOf {
  let made: LineOf | undefined;
  return (pointer) => {
    made ??= make();
    return made(pointer);
  };
}

function linesOfJson(text: string): LineOf {
  const root = jsonTree(text);
  const lines = lineCounter(text);
  return (pointer) =>
    nearest(pointer, (keys) => {
      let found = root;
      for (const key of keys) {
        // A number leads into a list, or to a status of that name.
        found = found && findNodeAtLocation(found, [found.type === 'array' ? Number(key) : key]);
      }
      return found && lines(found.offset);
    });
}

function linesOfYaml(text: string): LineOf {
  const counter = new LineCounter();
  const document = yamlOf(text, counter);
  return (pointer) =>
    nearest(pointer, (keys) => {
      const spellings = [keys, keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key))];
      const found = spellings.map((one): unknown => document.getIn(one, true)).find((node) => isNode(node));
      return isNode(found) && found.range ? counter.linePos(found.range[0]).line : undefined;
    });
}

/** The first line that is known, from the place itself outwards. */
function nearest(pointer: string, lineAt: (keys: readonly string[]) => number | undefined): number {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = keys.length; length > 0; length -= 1) {
    const line = lineAt(keys.slice(0, length));
    if (line !== undefined) return line;
  }
  return 1;
}

function lineCounter(text: string): (offset: number) => number {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) counter.addNewLine(index + 1);
  return (offset) => counter.linePos(offset).line;
}
