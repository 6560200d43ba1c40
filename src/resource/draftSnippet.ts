import type { DraftField, DraftValue } from '../schema/template.js';
import { yamlOfJson } from './yamlSpec.js';

/**
 * A draft as a snippet (https://code.visualstudio.com/docs/editing/userdefinedsnippets#_snippet-syntax) of JSON with comments, or of YAML:
 * what is to be chosen is a place to stop at, optional fields are comments above what is required, each with the comma that it needs once
 * it isn't one.
 */
export function draftSnippet(draft: DraftValue, format: 'json' | 'yaml', optionalTitle: string): string {
  const writer = format === 'yaml' ? new YamlWriter(optionalTitle) : new JsonWriter(optionalTitle);
  const text = writer.write(draft, '');
  // Without a place to stop at the cursor would go to the end, which hides the beginning of a long draft.
  return `${writer.hasStops ? '' : '$0'}${text}\n`;
}

/** Of a text only what is between the quotes is replaced, any other value as a whole. */
abstract class SnippetWriter {
  #stops = 0;

  get hasStops(): boolean {
    return this.#stops > 0;
  }

  abstract write(value: DraftValue, indent: string): string;

  protected scalar({ value, isOpen }: DraftValue & { readonly kind: 'value' }, text: string): string {
    if (!isOpen) return escaped(text);
    this.#stops += 1;
    const stop = String(this.#stops);
    if (value === '') return `"\${${stop}}"`;
    if (typeof value === 'string') return `"\${${stop}:${escaped(text.slice(1, -1))}}"`;
    const [open, close] = text === '[]' || text === '{}' ? [text[0], text[1]] : ['', ''];
    if (open !== '') return `${open}\${${stop}}${escaped(close ?? '')}`;
    return `\${${stop}:${escaped(text)}}`;
  }
}

class JsonWriter extends SnippetWriter {
  constructor(readonly optionalTitle: string) {
    super();
  }

  write(value: DraftValue, indent: string): string {
    const deeper = `${indent}  `;
    switch (value.kind) {
      case 'object': {
        const { optional, chosen } = parted(value.fields);
        const comments = optional.map((field) => {
          const text = `${JSON.stringify(field.name)}: ${JSON.stringify(plain(field.value))},`;
          return `${deeper}// ${escaped(text)}`;
        });
        const title = comments.length > 0 ? [`${deeper}// ${escaped(this.optionalTitle)}`] : [];
        const fields = chosen.map(
          (field) => `${deeper}${escaped(JSON.stringify(field.name))}: ${this.write(field.value, deeper)}`,
        );
        const lines = [...title, ...comments, ...(fields.length > 0 ? [fields.join(',\n')] : [])];
        return lines.length > 0 ? `{\n${lines.join('\n')}\n${indent}${escaped('}')}` : escaped('{}');
      }
      case 'list':
        return `[\n${value.items.map((item) => `${deeper}${this.write(item, deeper)}`).join(',\n')}\n${indent}]`;
      case 'value':
        return this.scalar(value, JSON.stringify(value.value, null, 2).replaceAll('\n', `\n${indent}`));
    }
  }
}

class YamlWriter extends SnippetWriter {
  constructor(readonly optionalTitle: string) {
    super();
  }

  write(value: DraftValue, indent: string): string {
    switch (value.kind) {
      case 'object': {
        const { optional, chosen } = parted(value.fields);
        const comments = optional.map((field) => this.#comment(field, indent));
        const title = comments.length > 0 ? [`${indent}# ${escaped(this.optionalTitle)}`] : [];
        const lines = [...title, ...comments, ...chosen.map((field) => this.#field(field, indent))];
        return lines.length > 0 ? lines.join('\n') : escaped('{}');
      }
      case 'list':
        return value.items.map((item) => `${indent}- ${this.#below(item, indent).trimStart()}`).join('\n');
      case 'value':
        return this.scalar(value, JSON.stringify(value.value));
    }
  }

  #field({ name, value }: DraftField, indent: string): string {
    if (value.kind === 'value' && !value.isOpen) return indented(yamlField(name, value.value), indent);
    const key = escaped(yamlField(name, null).replace(/: null$/, ':'));
    const text = this.#below(value, indent);
    return `${indent}${key}${value.kind === 'value' || text.startsWith('{') ? ' ' : '\n'}${text}`;
  }

  /** Comments alone would be no object but nothing. */
  #below(value: DraftValue, indent: string): string {
    const isEmpty = value.kind === 'object' && value.fields.every(({ isOptional }) => isOptional);
    return isEmpty ? escaped('{}') : this.write(value, `${indent}  `);
  }

  #comment({ name, value }: DraftField, indent: string): string {
    return indented(yamlField(name, plain(value)), `${indent}# `);
  }
}

function parted(fields: readonly DraftField[]): {
  readonly optional: readonly DraftField[];
  readonly chosen: readonly DraftField[];
} {
  return {
    optional: fields.filter(({ isOptional }) => isOptional),
    chosen: fields.filter(({ isOptional }) => !isOptional),
  };
}

/** What an optional field would begin with. */
function plain(value: DraftValue): unknown {
  return value.kind === 'value' ? value.value : null;
}

function yamlField(name: string, value: unknown): string {
  return yamlOfJson(JSON.stringify({ [name]: value })).trimEnd();
}

function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => `${indent}${escaped(line)}`)
    .join('\n');
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
