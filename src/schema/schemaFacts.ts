import type { JsonObject } from './openapi.js';

/**
 * What a schema says of a field, for a person: its description, and its type and limits in the words of JSON Schema. As
 * Markdown in which nothing of the document acts. `undefined` when it says nothing.
 */
export function factsInMarkdown(schema: JsonObject): string | undefined {
  const description = typeof schema.description === 'string' ? escapeMarkdown(schema.description) : '';
  const facts = factsOf(schema)
    .map((fact) => `\`${fact.replaceAll('`', "'")}\``)
    .join(' · ');
  const parts = [description, facts].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

function factsOf(schema: JsonObject): readonly string[] {
  const { type, format, pattern } = schema;
  const named = [
    typeof type === 'string' ? type : undefined,
    typeof format === 'string' ? format : undefined,
    schema.nullable === true ? 'null' : undefined,
    ...['readOnly', 'writeOnly', 'deprecated'].map((flag) => (schema[flag] === true ? flag : undefined)),
    range(schema.minimum, schema.maximum),
    range(schema.minLength, schema.maxLength, 'length '),
    range(schema.minItems, schema.maxItems, 'items '),
    typeof pattern === 'string' ? `/${pattern}/` : undefined,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ];
  return named.filter((fact) => fact !== undefined);
}

function range(least: unknown, most: unknown, of = ''): string | undefined {
  if (typeof least === 'number' && typeof most === 'number') return `${of}${least} – ${most}`;
  if (typeof least === 'number') return `${of}≥ ${least}`;
  return typeof most === 'number' ? `${of}≤ ${most}` : undefined;
}

/** Every character that Markdown may act on gets a backslash (CommonMark, 2.4). */
function escapeMarkdown(text: string): string {
  return text.trim().replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
