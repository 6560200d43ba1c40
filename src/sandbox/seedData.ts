import { createHash } from 'node:crypto';
import { propertiesOf, resolveSchema, type JsonObject, type OpenApiDocument } from '../schema/openapi.js';

/** A source of numbers that gives the same ones for the same key, however often and in whatever order it is asked. */
export interface Seed {
  /** From 0 up to, not including, `below`. */
  number(key: string, below: number): number;
  uuid(key: string): string;
  hex(key: string, length: number): string;
}

export function seedOf(seed: number): Seed {
  const digest = (key: string): string =>
    createHash('sha256')
      .update(`${String(seed)}:${key}`)
      .digest('hex');
  return {
    number: (key, below) => parseInt(digest(key).slice(0, 12), 16) % below,
    hex: (key, length) =>
      digest(key)
        .repeat(Math.ceil(length / 64))
        .slice(0, length),
    uuid: (key) => {
      const hex = digest(key);
      const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'harbor',
  'indigo',
  'juniper',
  'lagoon',
  'maple',
];
const DEEPEST = 12;

/** Makes values that a document's schemas allow, always the same for the same seed and key. */
export class SeedData {
  readonly #document: OpenApiDocument;
  readonly #seed: Seed;

  constructor(document: OpenApiDocument, seed: Seed) {
    this.#document = document;
    this.#seed = seed;
  }

  /** A value for a schema. `key` names the place it stands at: the same key always gives the same value. */
  value(schema: unknown, key: string, name = '', depth = 0): unknown {
    const model = resolveSchema(this.#document, schema);
    if (Array.isArray(model['enum']) && model['enum'].length > 0) {
      return model['enum'][this.#seed.number(key, model['enum'].length)] as unknown;
    }
    if (model['example'] !== undefined) return model['example'];
    if (model['default'] !== undefined && depth > 0) return model['default'];
    const isObject = model['type'] === 'object' || 'properties' in model || 'allOf' in model;
    if (isObject) return this.#object(model, key, depth);
    switch (model['type']) {
      case 'array':
        return this.#array(model, key, name, depth);
      case 'string':
        return this.#string(model, key, name);
      case 'integer':
      case 'number':
        return this.#numeric(model, key);
      case 'boolean':
        return this.#seed.number(key, 2) === 0;
      default:
        return {};
    }
  }

  #object(model: JsonObject, key: string, depth: number): unknown {
    const parts = Array.isArray(model['allOf']) ? (model['allOf'] as unknown[]) : [];
    const [only] = parts;
    if (parts.length === 1 && !('properties' in model)) {
      const inner = resolveSchema(this.#document, only);
      if (Array.isArray(inner['enum']) || inner['type'] !== 'object')
        return this.value(inner, key, '', depth);
    }
    const properties = Object.entries(propertiesOf(this.#document, model));
    if (properties.length === 0) return this.#map(model, key, depth);
    if (depth > DEEPEST) return {};
    return Object.fromEntries(
      properties.map(([name, schema]) => [name, this.value(schema, `${key}.${name}`, name, depth + 1)]),
    );
  }

  #map(model: JsonObject, key: string, depth: number): unknown {
    const extra = model['additionalProperties'];
    if (typeof extra !== 'object' || extra === null || depth > DEEPEST) return {};
    return { environment: this.value(extra, `${key}.environment`, 'environment', depth + 1) };
  }

  #array(model: JsonObject, key: string, name: string, depth: number): unknown {
    const least = typeof model['minItems'] === 'number' ? model['minItems'] : 0;
    const most = typeof model['maxItems'] === 'number' ? model['maxItems'] : 3;
    const count = depth > DEEPEST ? 0 : Math.min(most, Math.max(least, 1 + this.#seed.number(`${key}#`, 2)));
    const items = Array.from({ length: count }, (_, index) =>
      this.value(model['items'], `${key}[${String(index)}]`, name, depth + 1),
    );
    return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  }

  #string(model: JsonObject, key: string, name: string): string {
    const made = this.#formatted(model, key) ?? this.#named(name, key);
    const least = typeof model['minLength'] === 'number' ? model['minLength'] : 0;
    const most = typeof model['maxLength'] === 'number' ? model['maxLength'] : made.length;
    return made.padEnd(least, 'x').slice(0, Math.max(most, least));
  }

  #formatted(model: JsonObject, key: string): string | undefined {
    const byte = (part: string): number => this.#seed.number(`${key}/${part}`, 256);
    switch (model['format']) {
      case 'uuid':
        return this.#seed.uuid(key);
      case 'date-time':
        return new Date(Date.UTC(2026, 0, 1) + this.#seed.number(key, 300 * 86_400) * 1000).toISOString();
      case 'date':
        return '2026-03-09';
      case 'time':
        return '08:30:00';
      case 'ipv4':
      case 'ip':
        return `10.${String(byte('a'))}.${String(byte('b'))}.${String(byte('c'))}`;
      case 'ip-block':
      case 'ipBlock':
      case 'ipv4-block':
        return `10.${String(byte('a'))}.0.0/16`;
      case 'ipv6':
        return 'fd00::1';
      case 'ipv6-block':
        return 'fd00::/64';
      case 'mac-address':
        return '02:00:5e:10:00:01';
      case 'email':
        return `${WORDS[this.#seed.number(key, WORDS.length)] ?? 'someone'}@example.org`;
      case 'phone-number':
        return '+33123456789';
      case 'password':
        return `sandbox-${this.#seed.hex(key, 12)}`;
      default: {
        const pattern = typeof model['pattern'] === 'string' ? model['pattern'] : '';
        const [, length] = /^\^\[0-9a-f\]\{(\d+)\}\$$/.exec(pattern) ?? [];
        return length === undefined ? undefined : this.#seed.hex(key, Number(length));
      }
    }
  }

  #named(name: string, key: string): string {
    const word = WORDS[this.#seed.number(key, WORDS.length)] ?? 'name';
    if (/urn$/i.test(name)) return `urn:v1:eu:resource:thing:${this.#seed.uuid(key)}`;
    if (/id$/i.test(name)) return this.#seed.uuid(key);
    return `${word}-${String(this.#seed.number(`${key}/n`, 100))}`;
  }

  #numeric(model: JsonObject, key: string): number {
    const least = typeof model['minimum'] === 'number' ? model['minimum'] : 0;
    const most = typeof model['maximum'] === 'number' ? model['maximum'] : least + 100;
    return least + this.#seed.number(key, Math.max(1, Math.floor(most - least) + 1));
  }
}
