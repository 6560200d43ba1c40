import type { Node } from 'jsonc-parser';
import { hasMoreValues, MOST_LEVELS } from '../api/nesting.js';
import { yamlName } from './nodeFinder.js';
import { beyondLimit, jsonTree } from './jsonTree.js';
import { isMergeKey, MergeKeys } from './yamlMerge.js';
import {
  aliasTargets,
  MOST_YAML_VALUES,
  parseYamlAll,
  TooLargeForYaml,
  withExactNumbers,
} from './yamlText.js';
import { Document, isAlias, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq, type Alias } from 'yaml';

/** A place of a text that is in the way of reading it. Offsets and lengths in UTF-16 units. */
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

/** YAML 1.2, 10.3.2: a decimal number of the core schema, which may begin by a plus, zeros or its point. */
const DECIMAL = /^([-+]?)0*(\d*)(?:\.(\d*))?([eE][-+]?\d+)?$/;
const OTHER_BASE = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;

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

/**
 * A JSON text as YAML 1.2, with the order of keys and every number kept. Text that is no JSON stays as it is. Throws
 * `TooLargeForYaml` for more than could be read again.
 */
export function yamlOfJson(text: string): string {
  // Reported before the tree is made, which takes long then.
  if (beyondLimit(text) !== undefined) return text;
  if (hasMoreValues(text, MOST_YAML_VALUES)) throw new TooLargeForYaml();
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
 * unfolded. A text that holds nothing is refused: it isn't a spec, nor a request for one without fields.
 */
export function jsonOfYaml(text: string): JsonOfYaml {
  const { document, asJson } = readYaml(text);
  if (asJson.json === undefined || !isEmpty(document?.contents)) return asJson;
  const message = 'It is empty; a spec without fields is {}';
  return { json: undefined, faults: [{ offset: 0, length: text.length, message }] };
}

/**
 * As `jsonOfYaml`, with the parsed document, for callers that need the places of its values, too. A text that holds nothing yet is
 * an empty object.
 */
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

/** The names that are more than once in an object, at their second places. */
export function repeatedNames(map: YAMLMap): readonly TextFault[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const name = isMergeKey(key) ? undefined : yamlName(key);
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    const [start = 0, end = start] = (key as { readonly range?: readonly number[] | null }).range ?? [];
    return [{ offset: start, length: end - start, message: 'Map keys must be unique' }];
  });
}

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

/** Whether a document holds nothing, not even the word `null`. */
function isEmpty(contents: unknown): boolean {
  return !contents || (isScalar(contents) && contents.value === null && !contents.source);
}

/** The kinds of values that JSON has too (YAML 1.2, 10.3). A `!` alone says that a text is one. */
const KNOWN_TAGS = new Set(['map', 'seq', 'str', 'null', 'bool', 'int', 'float'].map(coreTag));

function coreTag(name: string): string {
  return `tag:yaml.org,2002:${name}`;
}

/** A node's tag, as it is written, where JSON has nothing like it. */
function foreignTag(node: unknown): string | undefined {
  const { tag } = (node ?? {}) as { readonly tag?: unknown };
  if (typeof tag !== 'string' || tag === '!' || KNOWN_TAGS.has(tag)) return undefined;
  return tag.replace(/^tag:yaml\.org,2002:/, '!!');
}

/** A number of YAML as JSON writes it, every digit kept; `undefined` for one that JSON has no words for. */
function jsonNumber(source: string): string | undefined {
  if (OTHER_BASE.test(source)) return BigInt(source).toString();
  const [, sign = '', whole = '', fraction = '', exponent = ''] = DECIMAL.exec(source) ?? [];
  if (!/\d/.test(source.split(/[eE]/, 1).join('')) || !DECIMAL.test(source)) return undefined;
  const decimals = fraction === '' ? '' : `.${fraction}`;
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${decimals}${exponent}`;
}

/** Writes nodes as JSON and notes what JSON has no words for. */
class JsonWriter {
  readonly faults: TextFault[] = [];
  readonly #targets: ReturnType<typeof aliasTargets>;
  readonly #merging: MergeKeys;
  #unfolded = 0;
  #characters = 0;
  #depth = 0;

  constructor(document: Document) {
    this.#targets = aliasTargets(document);
    this.#merging = new MergeKeys(this.#targets, (value, message) => this.#fault(value, message));
  }

  write(node: unknown, indent: string): string {
    if (this.#depth > 0) this.#unfolded += 1;
    if (this.#unfolded > MOST_UNFOLDED || this.#depth > DEEPEST_NAME || indent.length > 2 * MOST_LEVELS) {
      return this.#fault(node, 'This unfolds to too much');
    }
    const tag = foreignTag(node);
    if (tag !== undefined) return this.#fault(node, `JSON has no values of the kind ${tag}`);
    const inner = `${indent}  `;
    if (isAlias(node)) return this.#unfold(node, indent);
    if (isMap(node)) {
      for (const fault of repeatedNames(node)) this.faults.push(fault);
      const fields = this.#merging.fieldsOf(node).map(({ key, value, depth }) => {
        this.#depth += depth;
        const written = `${inner}${this.#key(key)}: ${this.write(value, inner)}`;
        this.#depth -= depth;
        return written;
      });
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
      return jsonNumber(source ?? String(value)) ?? this.#fault(scalar, 'JSON has no such number');
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
