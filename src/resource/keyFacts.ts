import { isJsonObject } from '../api/jsonObject.js';
import type { IsSecretField } from './secretFields.js';

/** One field of a resource that is worth a line. */
export interface KeyFact {
  readonly name: string;
  readonly value: string;
}

const MOST_FACTS = 8;
const LONGEST_VALUE = 80;

const DULL = /^(?:id|urn|name|displayName|checksum|resourceStatus|status)$/;

/** Whether a field says nothing that a row or a path does not say already, or nothing to a person. */
export function dullFact(name: string): boolean {
  return DULL.test(name);
}

/**
 * The plainest fields of what a list says of a resource, dates and places first: those of its current state, then its own. Neither
 * secrets nor objects.
 */
export function keyFacts(raw: unknown, isSecret: IsSecretField): readonly KeyFact[] {
  if (!isJsonObject(raw)) return [];
  const state = isJsonObject(raw.currentState) ? raw.currentState : {};
  const facts = new Map<string, KeyFact>();
  for (const [name, value] of [...Object.entries(state), ...Object.entries(raw)]) {
    if (dullFact(name) || isSecret([name]) || facts.has(name)) continue;
    const text = plainText(value);
    if (text !== undefined) facts.set(name, { name, value: text });
  }
  return [...facts.values()].sort((a, b) => factRank(a.name) - factRank(b.name)).slice(0, MOST_FACTS);
}

function plainText(value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}

/** Whether a field says where something is. */
export function namesPlace(name: string): boolean {
  return /region|zone|location/i.test(name);
}

/** The less, the sooner a person wants to know a field: places, then kinds and sizes, then dates. */
export function factRank(name: string): number {
  if (namesPlace(name)) return 0;
  if (/plan|flavor|version|type|size/i.test(name)) return 1;
  if (/(?:At|Date)$/.test(name)) return 2;
  return 3;
}
