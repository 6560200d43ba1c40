import { isScalar, visit, type Pair, type YAMLMap } from 'yaml';
import type { SpecEditing, SpecNode, TextChange } from '../schema/specFixes.js';
import { lineStart } from './indentation.js';
import { yamlOfJson } from './yamlSpec.js';
import { parseYaml } from './yamlText.js';

/** Changes of a spec that is written in YAML: lines are added and taken out, comments and spelling stay. */
export function yamlEditing(text: string): SpecEditing {
  const document = parseYaml(text);
  const mapAt = ({ offset }: SpecNode): YAMLMap | undefined => {
    let found: YAMLMap | undefined;
    visit(document, {
      Map: (_, map) => {
        if (map.range?.[0] !== offset) return undefined;
        found = map;
        return visit.BREAK;
      },
    });
    return found;
  };
  return {
    addFields: (object, fields) => {
      const map = mapAt(object);
      return map ? added(text, map, fields) : nothing(object);
    },
    removeField: (object, name) => {
      const map = mapAt(object);
      return map ? removed(text, map, name) : nothing(object);
    },
    name: yamlScalar,
    value: yamlScalar,
  };
}

/** A value on one line, as YAML writes it: a text has quotes only where it would be read as something else. */
export function yamlScalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain =
    /^[A-Za-z_/](?:[\w ./-]*[\w./-])?$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

type Fields = Parameters<SpecEditing['addFields']>[1];

function nothing({ offset }: SpecNode): TextChange {
  return { offset, length: 0, text: '' };
}

function added(text: string, map: YAMLMap, fields: Fields): TextChange {
  const { start, end } = spanOf(text, map);
  if (map.flow === true) {
    const written = fields.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    const last = map.items.at(-1);
    const offset = last ? endOf(last) : start + 1;
    return { offset, length: 0, text: `${last ? ', ' : ''}${written.join(', ')}` };
  }
  const indent = ' '.repeat(start - lineStart(text, start));
  const lines = fields.flatMap(([name, value]) =>
    yamlOfJson(JSON.stringify({ [name]: value }))
      .trimEnd()
      .split('\n'),
  );
  return { offset: end, length: 0, text: lines.map((line) => `\n${indent}${line}`).join('') };
}

function removed(text: string, map: YAMLMap, name: string): TextChange {
  const index = map.items.findIndex(({ key }) => isScalar(key) && nameOf(key.value, key.source) === name);
  const pair = map.items[index];
  const { start } = spanOf(text, map);
  if (!pair) return { offset: start, length: 0, text: '' };
  const [from, to] = [startOf(pair), endOf(pair)];
  const [before, after] = [map.items[index - 1], map.items[index + 1]];
  if (map.flow === true) {
    if (after) return cut(from, startOf(after));
    return before ? cut(endOf(before), to) : cut(from, to);
  }
  const end = from + text.slice(from, to).trimEnd().length;
  if (map.items.length === 1) return { offset: from, length: end - from, text: '{}' };
  const line = lineStart(text, from);
  // After the dash of a list's member, the next field takes its place.
  if (text.slice(line, from).trim() !== '' && after) return cut(from, startOf(after));
  const rest = /^[ \t]*(?:#[^\r\n]*)?(?:\r?\n)?/.exec(text.slice(end))?.[0] ?? '';
  const isLastLine = !rest.endsWith('\n');
  return cut(isLastLine ? Math.max(0, line - 1) : line, end + rest.length);
}

function cut(from: number, to: number): TextChange {
  return { offset: from, length: to - from, text: '' };
}

function spanOf(text: string, { range }: YAMLMap): { readonly start: number; readonly end: number } {
  const [start = 0, end = start] = range ?? [];
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

type Ranged = { readonly range?: readonly number[] | null } | null | undefined;

function startOf({ key }: Pair): number {
  return (key as Ranged)?.range?.[0] ?? 0;
}

function endOf({ key, value }: Pair): number {
  const [, end = 0] = (value as Ranged)?.range ?? [];
  return Math.max(end, (key as Ranged)?.range?.[1] ?? 0);
}

function nameOf(value: unknown, source: string | undefined): string {
  return typeof value === 'string' ? value : (source ?? '');
}
