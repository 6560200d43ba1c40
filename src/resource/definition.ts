import { findNodeAtLocation } from 'jsonc-parser';
import { jsonTree } from './jsonTree.js';
import { keysOfPointer, valueAtKeys } from '../schema/jsonPointer.js';

/** A definition of an API document as a person reads it. */
export interface Definition {
  /** As a tab names it: `okms.Key`, `GET /okms/key`. */
  readonly name: string;
  /** JSON; empty where the document doesn't have it. */
  readonly text: string;
  /** The line, from 0, of what was looked for in it, or of the nearest thing around that is there. */
  readonly line: number;
}

/** The whole definition that a place is in: the model, the operation, or what else the document has there. */
export function definitionAt(raw: unknown, pointer: string | undefined): Definition {
  const keys = keysOfPointer(pointer ?? '');
  const owner = keys.slice(0, ownerDepth(keys));
  const name = nameOf(owner);
  const value = valueAtKeys(raw, owner);
  if (pointer === undefined || value === undefined) return { name, text: '', line: 0 };
  const text = JSON.stringify(value, null, 2);
  return { name, text, line: lineOf(text, keys.slice(owner.length)) };
}

/** How many keys lead to what is read as a whole. */
function ownerDepth([root, , third]: readonly string[]): number {
  if (root === 'components') return 3;
  // Parameters and servers of a path belong to all its methods.
  return root === 'paths' ? (third !== undefined && /^[a-z]+$/.test(third) ? 3 : 2) : 1;
}

function nameOf([root = '', second = '', third = '']: readonly string[]): string {
  if (root === 'components') return third;
  return root === 'paths' ? [third.toUpperCase(), second].filter(Boolean).join(' ') : root;
}

function lineOf(text: string, keys: readonly string[]): number {
  let node = jsonTree(text);
  for (const key of keys) {
    const next = node && findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key]);
    if (!next) break;
    node = next;
  }
  return text.slice(0, node?.offset ?? 0).split('\n').length - 1;
}
