import { findNodeAtLocation } from 'jsonc-parser';
import { isNode, LineCounter, type Document } from 'yaml';
import { parseOpenApi, type OpenApiDocument } from '../schema/openapi.js';
import { jsonTree } from './jsonTree.js';
import { parseYaml } from './yamlText.js';

/** An API document that was read from a text. */
export interface ApiDocumentText {
  readonly document: OpenApiDocument;
  /** The line, from 1, of what a JSON pointer leads to, or of the nearest thing around it that is there. */
  readonly lineOf: (pointer: string) => number;
}

/** More aliases than a document that a person wrote; one that is made to explode has millions. */
const MOST_ALIASES = 10_000;

/** Reads the YAML of a text; what is wrong with it is among its errors. */
type ReadYaml = (text: string) => Document;

/**
 * Reads an API document in JSON or YAML. Throws when the text is something else. YAML is read as far as the editor reads it, unless
 * `readYaml` reads more.
 */
export function readApiDocumentText(text: string, readYaml: ReadYaml = parseYaml): ApiDocumentText {
  const isJson = /^\s*\{/.test(text);
  const yaml = isJson ? undefined : readYaml(text);
  const [first] = yaml?.errors ?? [];
  if (first) throw first;
  const value: unknown = yaml ? yaml.toJS({ maxAliasCount: MOST_ALIASES }) : JSON.parse(text);
  return {
    document: parseOpenApi(value),
    lineOf: lazily(() => (yaml ? linesOfYaml(text, yaml) : linesOfJson(text))),
  };
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

function linesOfYaml(text: string, document: Document): LineOf {
  const lines = lineCounter(text);
  return (pointer) =>
    nearest(pointer, (keys) => {
      const spellings = [keys, keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key))];
      const found = spellings.map((one): unknown => document.getIn(one, true)).find((node) => isNode(node));
      return isNode(found) && found.range ? lines(found.range[0]) : undefined;
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
