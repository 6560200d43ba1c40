import type {
  ASTNode,
  JSONDocument,
  JSONSchema,
  LanguageService,
  TextDocument,
} from 'vscode-json-languageservice';
import { lineStart } from './indentation.js';
import { yamlScalar } from './yamlEditing.js';
import { Slices } from './slices.js';
import { yamlExcerpt } from './yamlExcerpt.js';
import { yamlOfJson } from './yamlSpec.js';
import type { JsonObject } from '../schema/openapi.js';
import { EXAMPLES } from '../schema/jsonSchema.js';
import { allowedValues } from '../schema/slowKeywords.js';
import { yamlTree } from './yamlTree.js';

/** What may be at a place of a YAML text. */
export interface YamlProposal {
  readonly kind: 'field' | 'value' | 'example';
  readonly label: string;
  /** The text that takes the place of what is typed there. */
  readonly text: string;
  readonly schema: JSONSchema;
  readonly isRequired: boolean;
}

/** The word at a place, and what may take its place. Offsets in UTF-16 units. */
export interface YamlProposals {
  readonly start: number;
  readonly end: number;
  /** Where the word is in the spec. */
  readonly path: readonly (string | number)[];
  readonly kind: 'field' | 'value';
  readonly proposals: readonly YamlProposal[];
}

/** Stands for the word that is being typed, so that the text around it can be read. No API has such a field. */
const PLACEHOLDER = 'ovhapiTypedHere';

/** Characters of a line before the cursor: a longer one wasn't typed, and the patterns below take it letter by letter. */
const LONGEST_LINE = 1_000;

/** Characters of an example that is proposed. A longer one isn't useful as a proposal. */
const LONGEST_EXAMPLE = 20_000;

/** Allowed values that are proposed. */
const MOST_VALUES = 1_000;

/** A word that may become a field's name: first on its line, or after the dashes of a list. */
const FIELD = /^(\s*(?:- +)*)([\w$.-]*)$/;
/** A word after a field's name; `${` begins a reference, where a brace alone would begin an object. */
const VALUE = /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s#:'"][^:#]*):\s+("?(?:\$\{|[^\s"[\]{},])*)$/;
/** A word in a list or an object that is written in brackets. */
const IN_BRACKETS = /[[{,]\s*("?[\w$./%-]*)$/;
/** A value in an object that is written in brackets. */
const VALUE_IN_BRACKETS = /[{,]\s*[\w$.-]+:\s+("?[\w$./%-]*)$/;

/** The last place of a text that was asked about, and what was found there. */
interface Answer {
  readonly service: LanguageService;
  readonly offset: number;
  readonly found: Promise<YamlProposals | undefined>;
}

const answers = new WeakMap<TextDocument, Answer>();

/**
 * Proposes fields and values at a place of a YAML text, by its schema. Quotes are left to the user. A place is looked at once, however
 * many ask about it: the text is read again for each.
 */
export function yamlProposals(
  service: LanguageService,
  document: TextDocument,
  offset: number,
): Promise<YamlProposals | undefined> {
  const known = answers.get(document);
  if (known?.service === service && known.offset === offset) return known.found;
  const found = findProposals(service, document, offset);
  answers.set(document, { service, offset, found });
  return found;
}

async function findProposals(
  service: LanguageService,
  document: TextDocument,
  offset: number,
): Promise<YamlProposals | undefined> {
  const text = document.getText();
  const before = text.slice(lineStart(text, offset), offset);
  if (before.length > LONGEST_LINE) return undefined;
  const field = FIELD.exec(before)?.[2];
  const value = VALUE.exec(before)?.[1] ?? VALUE_IN_BRACKETS.exec(before)?.[1];
  const either = field ?? (value === undefined ? IN_BRACKETS.exec(before)?.[1] : undefined);
  const word = value ?? either;
  if (word === undefined) return undefined;
  const isReference = /^"?\$\{/.test(word);
  const after = field !== undefined ? /^[\w$.-]*/ : isReference ? /^[^\s,[\]{}#]*\}?"?/ : /^[^\s,[\]{}#]*/;
  const rest = after.exec(text.slice(offset))?.[0] ?? '';
  const place: Place = { service, document, start: offset - word.length, end: offset + rest.length };
  if (either === undefined) return proposalsFor(place, 'value');
  const slices = new Slices();
  const fields = await proposalsFor(place, 'field');
  await slices.rest();
  // A list of texts has values where a list of objects has fields.
  return fields && fields.proposals.length > 0 ? fields : proposalsFor(place, 'value');
}

interface Place {
  readonly service: LanguageService;
  readonly document: TextDocument;
  readonly start: number;
  readonly end: number;
}

async function proposalsFor(
  { service, document, start, end }: Place,
  kind: YamlProposals['kind'],
): Promise<YamlProposals | undefined> {
  const text = document.getText();
  const after = text.slice(end);
  const stand = kind === 'field' && !/^\s*:/.test(after) ? `${PLACEHOLDER}: ` : PLACEHOLDER;
  const whole = yamlTree(text.slice(0, start) + stand + after);
  // Too large to be read as a whole.
  const excerpt = whole ? undefined : yamlExcerpt(text, start, end);
  const root = whole ?? (excerpt && yamlTree(excerpt.before + stand + excerpt.after));
  const found = root && findPlaceholder(root, kind);
  if (!found) return undefined;
  const subject = kind === 'field' ? found.parent : found;
  const json: JSONDocument = service.newJSONDocument(root);
  const matches = await service.getMatchingSchemas(document, json);
  const schemas = matches.filter(({ node }) => node === subject).map(({ schema }) => schema);
  const line = lineStart(text, start);
  const proposals =
    kind === 'field'
      ? fieldProposals(schemas, siblings(subject), ' '.repeat(start - line))
      : schemas.flatMap((schema) => [
          ...valueProposals(schema),
          ...exampleProposals(
            schema,
            `\n${/^[ -]*/.exec(text.slice(line))?.[0].replaceAll('-', ' ') ?? ''}  `,
          ),
        ]);
  return { start, end, kind, path: pathOf(found, excerpt?.indices), proposals };
}

/** The property, or the value, that means the typed word. */
function findPlaceholder(node: ASTNode, kind: YamlProposals['kind']): ASTNode | undefined {
  if (kind === 'field' && node.type === 'property' && node.keyNode.value === PLACEHOLDER) return node;
  if (kind === 'value' && node.type === 'string' && node.value === PLACEHOLDER) return node;
  for (const child of node.children ?? []) {
    const found = findPlaceholder(child, kind);
    if (found) return found;
  }
  return undefined;
}

function siblings(node: ASTNode | undefined): ReadonlySet<string> {
  return new Set(node?.type === 'object' ? node.properties.map(({ keyNode }) => keyNode.value) : []);
}

function fieldProposals(
  schemas: readonly JSONSchema[],
  present: ReadonlySet<string>,
  indent: string,
): readonly YamlProposal[] {
  const seen = new Set(present);
  // An example takes the place of all fields, so it is proposed where there are none.
  const examples =
    present.size > 1 ? [] : schemas.flatMap((schema) => exampleProposals(schema, `\n${indent}`, ''));
  const fields = schemas.flatMap(({ properties, required }) =>
    Object.entries(properties ?? {}).flatMap(([name, schema]): readonly YamlProposal[] => {
      if (seen.has(name) || typeof schema === 'boolean' || schema.doNotSuggest === true) return [];
      seen.add(name);
      const isRequired = required?.includes(name) === true;
      const text = `${yamlScalar(name)}:${opening(schema, indent)}`;
      return [{ kind: 'field', label: name, text, schema, isRequired }];
    }),
  );
  return [...fields, ...examples];
}

/** The API document's examples of an object, each line after `newLine`; `begin` is before the first. */
function exampleProposals(schema: JSONSchema, newLine: string, begin = newLine): readonly YamlProposal[] {
  const examples: unknown = Reflect.get(schema, EXAMPLES);
  if (!Array.isArray(examples)) return [];
  return (examples as readonly { readonly name: string; readonly value: unknown }[]).flatMap(
    ({ name, value }) => {
      if (typeof value !== 'object' || value === null) return [];
      const json = JSON.stringify(value);
      if (json.length > LONGEST_EXAMPLE) return [];
      const text = yamlOfJson(json).trimEnd().replaceAll('\n', newLine);
      return [{ kind: 'example', label: name, text: `${begin}${text}`, schema, isRequired: false }];
    },
  );
}

/** What follows a field's name: its only value, or the beginning of what it holds. */
function opening(schema: JSONSchema, indent: string): string {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return `\n${indent}  `;
  if (type === 'array') return `\n${indent}  - `;
  if (schema.default !== undefined) return ` ${JSON.stringify(schema.default)}`;
  return ' ';
}

function valueProposals(schema: JSONSchema): readonly YamlProposal[] {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const values: unknown[] = [
    ...allowedValues(schema as JsonObject).slice(0, MOST_VALUES),
    ...(types.includes('boolean') ? [true, false] : []),
    ...(schema.default === undefined ? [] : [schema.default as unknown]),
    ...((schema.examples as unknown[] | undefined) ?? []),
    ...(types.includes('null') ? [null] : []),
  ];
  const texts = values.filter((value) => typeof value !== 'object' || value === null).map(yamlScalar);
  return [...new Set(texts)].map((text) => ({ kind: 'value', label: text, text, schema, isRequired: false }));
}

/** Where a node is: the placeholder itself is left out. `indices` are those of the outermost lists, where the tree lacks members. */
function pathOf(node: ASTNode, indices: readonly number[] = []): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let current = node;
  while (current.parent) {
    const { parent } = current;
    if (parent.type === 'array') path.unshift(parent.items.indexOf(current));
    if (parent.type === 'property') path.unshift(parent.keyNode.value);
    current = parent;
  }
  let lists = 0;
  return path.map((step) => (typeof step === 'number' ? (indices[lists++] ?? step) : step));
}
