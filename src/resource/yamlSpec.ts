import type { Node } from 'jsonc-parser';
import { yamlName } from './nodeFinder.js';
import { jsonTree } from './jsonTree.js';
import { aliasTargets, parseYamlAll } from './yamlText.js';
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
  type Alias,
  type Tags,
} from 'yaml';

/** A place of a text that stands in the way of reading it. Offsets and lengths in UTF-16 units. */
export interface TextFault {
  readonly offset: number;
  readonly length: number;
  /** What is wrong, in English, from the parser. */
  readonly message: string;
}

/** A YAML text as JSON, or what is wrong with it. */
export type JsonOfYaml =
  | { readonly json: string; readonly faults: readonly [] }
  | { readonly json: undefined; readonly faults: readonly TextFault[] };

/** RFC 8259, 6: what JSON takes for a number. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A node of a YAML document as JSON, indented by two, or what is wrong with it. */
export function jsonOfNode(document: Document, node: unknown): JsonOfYaml {
  const writer = new JsonWriter(document);
  const json = writer.write(node, '');
  return writer.faults.length > 0
    ? { json: undefined, faults: writer.faults }
    : { json: `${json}\n`, faults: [] };
}

/** What the parser says is wrong with a YAML document. */
export function faultsOf({ errors }: Pick<Document, 'errors'>): TextFault[] {
  return errors.map(({ pos: [start, end], message }) => ({
    offset: start,
    length: Math.max(0, end - start),
    message: message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '',
  }));
}

/** A text of a few bytes may unfold to gigabytes by names that hold names. What is written out is never too much. */
const MOST_UNFOLDED = 100_000;
const MOST_CHARACTERS = 2_000_000;

/** Names within names; one that holds itself has no end. */
const DEEPEST_NAME = 100;

/** A JSON text as YAML 1.2, with the order of keys and every number kept. Text that is no JSON stays as it is. */
export function yamlOfJson(text: string): string {
  const root = jsonTree(text);
  if (!root) return text;
  const document = new Document(undefined, {
    schema: 'core',
    uniqueKeys: false,
    customTags: withExactNumbers,
  });
  document.contents = yamlNode(text, root);
  return document.toString({ lineWidth: 0 });
}

/**
 * A YAML 1.2 text as JSON, indented, with the order of keys and every number kept. Comments are lost, names (`&x`, `*x`)
 * unfolded; an empty text is an empty object.
 */
export function jsonOfYaml(text: string): JsonOfYaml {
  return readYaml(text).asJson;
}

/** As `jsonOfYaml`, with the parsed document, for whoever needs the places of its values too. */
export function readYaml(text: string): {
  readonly document: Document | undefined;
  readonly asJson: JsonOfYaml;
} {
  const [document, second] = parseYamlAll(text);
  const faults = document ? faultsOf(document) : [];
  if (second) {
    faults.push({
      offset: second.range[0],
      length: 3,
      message: 'A spec is one document: nothing may follow ---',
    });
  }
  if (faults.length > 0) return { document, asJson: { json: undefined, faults } };
  if (!document?.contents) return { document, asJson: { json: '{}\n', faults: [] } };
  return { document, asJson: jsonOfNode(document, document.contents) };
}

/** The names that stand more than once in an object, at their second places. */
export function repeatedNames(map: YAMLMap): readonly TextFault[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const name = yamlName(key);
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    const [start = 0, end = start] = (key as { readonly range?: readonly number[] | null }).range ?? [];
    return [{ offset: start, length: end - start, message: 'Map keys must be unique' }];
  });
}

/** Writes numbers as they were written, so that none is rounded. */
const withExactNumbers = (tags: Tags): Tags =>
  tags.map((tag) =>
    typeof tag === 'object' && tag.collection === undefined && /:(?:int|float)$/.test(tag.tag)
      ? { ...tag, stringify: (scalar: Scalar) => scalar.source ?? String(scalar.value) }
      : tag,
  );

function yamlNode(text: string, node: Node): YAMLMap | YAMLSeq | Scalar {
  switch (node.type) {
    case 'object': {
      const map = new YAMLMap();
      for (const { children: [key, value] = [] } of node.children ?? []) {
        map.items.push(new Pair(textScalar(key?.value), value ? yamlNode(text, value) : new Scalar(null)));
      }
      return map;
    }
    case 'array': {
      const list = new YAMLSeq();
      list.items.push(...(node.children ?? []).map((child) => yamlNode(text, child)));
      return list;
    }
    case 'number': {
      const scalar = new Scalar(node.value);
      scalar.source = text.slice(node.offset, node.offset + node.length);
      return scalar;
    }
    default:
      return textScalar(node.value as unknown);
  }
}

/** A byte order mark is taken away where it comes first in a text: quotes keep it inside. */
function textScalar(value: unknown): Scalar {
  const scalar = new Scalar(value);
  if (typeof value === 'string' && value.includes('\uFEFF')) scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

/** Writes nodes as JSON and notes what JSON has no words for. */
class JsonWriter {
  readonly faults: TextFault[] = [];
  readonly #targets: ReturnType<typeof aliasTargets>;
  #unfolded = 0;
  #characters = 0;
  #depth = 0;

  constructor(document: Document) {
    this.#targets = aliasTargets(document);
  }

  write(node: unknown, indent: string): string {
    if (this.#depth > 0) this.#unfolded += 1;
    if (this.#unfolded > MOST_UNFOLDED || this.#depth > DEEPEST_NAME) {
      return this.#fault(node, 'This unfolds to too much');
    }
    const inner = `${indent}  `;
    if (isAlias(node)) return this.#unfold(node, indent);
    if (isMap(node)) {
      this.faults.push(...repeatedNames(node));
      const fields = node.items.map(
        ({ key, value }) => `${inner}${this.#key(key)}: ${this.write(value, inner)}`,
      );
      return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
    }
    if (isSeq(node)) {
      const members = node.items.map((member) => `${inner}${this.write(member, inner)}`);
      return members.length === 0 ? '[]' : `[\n${members.join(',\n')}\n${indent}]`;
    }
    return isScalar(node) ? this.#scalar(node) : 'null';
  }

  #unfold(alias: Alias, indent: string): string {
    const named = this.#targets.get(alias);
    if (!named) return this.#fault(alias, `Nothing is named ${alias.source}`);
    this.#depth += 1;
    const written = this.write(named, indent);
    this.#depth -= 1;
    return written;
  }

  #key(key: unknown): string {
    const name = yamlName(key);
    if (name !== undefined) return JSON.stringify(name);
    return this.#fault(key, 'A field’s name is a text');
  }

  #scalar(scalar: Scalar): string {
    const { value, source } = scalar;
    if (this.#depth > 0) this.#characters += source?.length ?? 0;
    if (this.#characters > MOST_CHARACTERS) return this.#fault(scalar, 'This unfolds to too much');
    if (typeof value === 'number' || typeof value === 'bigint') {
      if (source !== undefined && JSON_NUMBER.test(source)) return source;
      if (typeof value === 'number' && !Number.isFinite(value)) {
        return this.#fault(scalar, 'JSON has no such number');
      }
      return String(value);
    }
    return value === undefined || value === null ? 'null' : JSON.stringify(value);
  }

  #fault(node: unknown, message: string): string {
    const range = (node as { readonly range?: readonly number[] | null } | null)?.range ?? [];
    const [start = 0, end = start] = range;
    if (this.faults.length === 0) this.faults.push({ offset: start, length: end - start, message });
    return 'null';
  }
}
