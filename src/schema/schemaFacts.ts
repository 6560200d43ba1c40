import type { Badge } from './catalogue.js';
import type { JsonObject } from './openapi.js';
import { markdownCode, markdownText } from './markdown.js';
import { readBadges } from './sections.js';

/** Allowed values that are reported; a list of more says only how many it leaves out. */
const TOLD_VALUES = 12;

/**
 * What a schema says of a field, for a person: its description, and its type and limits in the words of JSON Schema, with
 * the labels that its API puts on it. As Markdown in which nothing of the document acts. `undefined` when it says nothing.
 */
export function factsInMarkdown(schema: JsonObject, isRequired = false): string | undefined {
  const description = typeof schema.description === 'string' ? markdownText(schema.description) : '';
  const facts = factsOf(schema, isRequired).map(markdownCode).join(' · ');
  const parts = [description, facts, badgesInMarkdown(readBadges(schema['x-badges']))].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** The labels that an API puts on something, as Markdown in which nothing of them acts. */
export function badgesInMarkdown(badges: readonly Badge[]): string | undefined {
  return badges.length === 0 ? undefined : badges.map(({ label }) => `*${markdownText(label)}*`).join(' · ');
}

/** A field's type in one word, and whether it has to be there: what is beside its name in a list. */
export function factsInShort({ type, format, nullable }: JsonObject, isRequired: boolean): string {
  const name = typeof type === 'string' ? type : undefined;
  const facts = [
    typeof format === 'string' && name === 'string' ? format : name,
    nullable === true ? 'null' : undefined,
    isRequired ? 'required' : undefined,
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}

function factsOf(schema: JsonObject, isRequired: boolean): readonly string[] {
  const { type, format, pattern } = schema;
  const named = [
    typeof type === 'string' ? type : undefined,
    typeof format === 'string' ? format : undefined,
    schema.nullable === true ? 'null' : undefined,
    isRequired ? 'required' : undefined,
    ...['readOnly', 'writeOnly', 'deprecated'].map((flag) => (schema[flag] === true ? flag : undefined)),
    values(schema.enum),
    range(schema.minimum, schema.maximum),
    typeof schema.multipleOf === 'number' ? `multiple of ${String(schema.multipleOf)}` : undefined,
    range(schema.minLength, schema.maxLength, 'length '),
    range(schema.minItems, schema.maxItems, 'items '),
    schema.uniqueItems === true ? 'unique items' : undefined,
    typeof pattern === 'string' ? `/${pattern}/` : undefined,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ];
  return named.filter((fact) => fact !== undefined);
}

function values(allowed: unknown): string | undefined {
  if (!Array.isArray(allowed) || allowed.length === 0) return undefined;
  const shown = allowed
    .slice(0, TOLD_VALUES)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const left = allowed.length - shown.length;
  return `${shown.join(' | ')}${left > 0 ? ` | … ${String(left)} more` : ''}`;
}

function range(least: unknown, most: unknown, of = ''): string | undefined {
  if (typeof least === 'number' && typeof most === 'number') return `${of}${least} – ${most}`;
  if (typeof least === 'number') return `${of}≥ ${least}`;
  return typeof most === 'number' ? `${of}≤ ${most}` : undefined;
}
