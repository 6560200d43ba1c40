import { isJsonObject } from '../api/jsonObject.js';
import { ExactNumber } from './exactNumber.js';
import type { IsSecretField } from './secretFields.js';
import type { FieldPath } from './specDiff.js';

const INDENT = '  ';
/** Longer lists are written a line a member. */
const LONGEST_LINE = 80;

/** An input variable that is where a secret was. */
export class HclVariable {
  constructor(
    /** Without `var.` in front. */
    readonly name: string,
    readonly type: 'string' | 'number',
  ) {}
}

/** A resource to be written: a `resource` block, what it is imported by, and the variables that it needs. */
export interface HclResource {
  /** The provider's resource type. */
  readonly type: string;
  /** What it is called in the configuration, an identifier. */
  readonly label: string;
  /** By the API's names, which are written in snake case; values are JSON's, and variables. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly variables: readonly HclVariable[];
  readonly importId: string;
}

/** The blocks of a resource as `terraform fmt` would write them, an empty line between two and a line end at the end. */
export function hclText({ type, label, attributes, variables, importId }: HclResource): string {
  const declared = variables.map((variable) =>
    block(`variable ${hclString(variable.name)}`, [`type      = ${variable.type}`, 'sensitive = true']),
  );
  const resource = block(
    `resource ${hclString(type)} ${hclString(label)}`,
    attributeLines(attributes, '').flatMap((lines) => lines.split('\n')),
  );
  const imported = block('import', [`to = ${type}.${label}`, `id = ${hclString(importId)}`]);
  return [...declared, resource, imported].join('\n');
}

/** A copy of a spec with a variable for every secret that it holds, and these variables. */
export function withVariables(
  spec: unknown,
  isSecret: IsSecretField,
): { readonly spec: unknown; readonly variables: readonly HclVariable[] } {
  const variables: HclVariable[] = [];
  const freeName = freeNames();
  const copy = (value: unknown, path: FieldPath): unknown => {
    if (Array.isArray(value)) return value.map((one, index) => copy(one, [...path, index]));
    if (isJsonObject(value) && !isNumber(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one, [...path, key])]));
    }
    const hasValue = (typeof value === 'string' && value !== '') || isNumber(value);
    if (!hasValue || !isSecret(path)) return value;
    const variable = new HclVariable(
      freeName(hclLabel(path.map((part) => snakeCase(String(part))).join('_'))),
      isNumber(value) ? 'number' : 'string',
    );
    variables.push(variable);
    return variable;
  };
  return { spec: copy(spec, []), variables };
}

/** `camelCase` as the provider writes it: `ipRestrictions` is `ip_restrictions`, `publicIPv4` is `public_ipv4`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z]{2,})/g, '$1_$2')
    .toLowerCase();
}

/** An identifier for a name that people gave: small letters, digits and underscores. */
export function hclLabel(name: string): string {
  const label = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (label === '') return 'this';
  return /^\d/.test(label) ? `_${label}` : label;
}

/** A quoted string that is taken as it is: nothing in it begins a template. */
export function hclString(text: string): string {
  // Most are plain, and looked at once.
  if (/^[\w .:/@=,;+-]*$/.test(text)) return `"${text}"`;
  const escaped = text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\\"]/g, '\\$&')
    .replace(/[$%](?=\{)/g, '$&$&')
    .replace(/\p{Cc}|[\u2028\u2029]/gu, escapeOf);
  return `"${escaped}"`;
}

function escapeOf(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function block(header: string, lines: readonly string[]): string {
  return `${header} {\n${lines.map((line) => `${INDENT}${line}\n`).join('')}}\n`;
}

/**
 * `name = value` for every field that has one. The equals signs of neighbours in one line are below each other, a
 * value of several lines is apart.
 */
function attributeLines(fields: Readonly<Record<string, unknown>>, indent: string): readonly string[] {
  const written = Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ({ name: attributeName(key), text: hclValue(value, indent) }));
  // The width of the run that is gone through; its longest name is looked for once.
  let width = 0;
  return written.map(({ name, text }, at) => {
    const isLong = text.includes('\n');
    if (isLong) width = 0;
    else if (width === 0) width = runWidth(written, at);
    return `${name.padEnd(isLong ? 0 : width)} = ${text}`;
  });
}

function runWidth(lines: readonly { readonly name: string; readonly text: string }[], from: number): number {
  let width = 0;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || line.text.includes('\n')) break;
    width = Math.max(width, line.name.length);
  }
  return width;
}

/** Names that no field of the API has are keys that people chose, and stay as they are. */
function attributeName(key: string): string {
  return /^[a-z][A-Za-z\d]*$/.test(key)
    ? snakeCase(key)
    : /^[a-z][a-z\d_]*$/.test(key)
      ? key
      : hclString(key);
}

function hclValue(value: unknown, indent: string): string {
  if (value instanceof HclVariable) return `var.${value.name}`;
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === 'string') return hclString(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return listText(value, indent);
  return isJsonObject(value) ? objectText(value, indent) : 'null';
}

function objectText(fields: Readonly<Record<string, unknown>>, indent: string): string {
  const inner = indent + INDENT;
  const lines = attributeLines(fields, inner);
  return lines.length === 0 ? '{}' : `{\n${lines.map((line) => `${inner}${line}\n`).join('')}${indent}}`;
}

function listText(list: readonly unknown[], indent: string): string {
  const inner = indent + INDENT;
  const members = list.map((member) => hclValue(member, inner));
  const line = `[${members.join(', ')}]`;
  if (!line.includes('\n') && line.length <= LONGEST_LINE) return line;
  return `[\n${members.map((member) => `${inner}${member},\n`).join('')}${indent}]`;
}

function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** Gives each name once, a number behind it where it was given before. Where the last number stood is kept, so that none is tried twice. */
function freeNames(): (name: string) => string {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return (name) => {
    let free = name;
    let number = numbers.get(name) ?? 1;
    while (taken.has(free)) free = `${name}_${String((number += 1))}`;
    numbers.set(name, number);
    taken.add(free);
    return free;
  };
}
