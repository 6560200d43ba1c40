import type { Node } from 'jsonc-parser';
import { isSameSpec } from './sameSpec.js';
import { isFields } from './specDiff.js';
import { print } from './jsonNodes.js';
import { printPretty, specValue } from './spec.js';
import { jsonTree } from './jsonTree.js';
import { atOnce, type Work } from './slices.js';

/** A step to a field of a spec: by name (a key of a map too), or through members of a list, all or those of one name. */
export type EditStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'members'; readonly only?: { readonly field: string; readonly json: string } };

/** What becomes of a field. Values are JSON texts, so that every digit of a number is kept. */
export type FieldChange =
  | { readonly kind: 'set'; readonly json: string }
  | { readonly kind: 'remove' }
  /** Of a list: has this member, at its end if it is new. */
  | { readonly kind: 'include'; readonly json: string }
  /** Of a list: does not have this member. */
  | { readonly kind: 'exclude'; readonly json: string };

/** One change of one field, written so that it can be done to any spec of a kind. */
export interface SpecEdit {
  readonly steps: readonly EditStep[];
  readonly change: FieldChange;
}

/**
 * A spec's text with one field changed, all else as it is written; objects on the way that are not there yet are made.
 * `undefined` when the spec has no such place: no list or no such member on the way, or something that holds no fields.
 */
export function editSpec(text: string, edit: SpecEdit): string | undefined {
  return atOnce(editingSpec(text, edit));
}

/** As `editSpec`, in slices. */
export function* editingSpec(text: string, { steps, change }: SpecEdit): Work<string | undefined> {
  const root = jsonTree(text);
  if (!root) return undefined;
  yield;
  const rewriting: Rewriting = { text, change, places: 0 };
  const written = rewrite(rewriting, root, steps);
  yield;
  return rewriting.places === 0 || written === undefined ? undefined : yield* printPretty(written);
}

/** The values that are where an edit would act, in the order of the text; a missing field has none. */
export function valuesAt(value: unknown, steps: readonly EditStep[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (!step) return value === undefined ? [] : [value];
  if (step.kind === 'members') {
    return Array.isArray(value)
      ? value.filter((member) => isMeant(member, step)).flatMap((member) => valuesAt(member, rest))
      : [];
  }
  return isFields(value) && Object.hasOwn(value, step.name) ? valuesAt(value[step.name], rest) : [];
}

interface Rewriting {
  readonly text: string;
  readonly change: FieldChange;
  /** How often the place was met. */
  places: number;
}

/** A node's text with the change done to it or below it; `undefined` where nothing is left of it. */
function rewrite(
  rewriting: Rewriting,
  node: Node | undefined,
  steps: readonly EditStep[],
): string | undefined {
  const { text } = rewriting;
  const [step, ...rest] = steps;
  if (!step) {
    rewriting.places += 1;
    return changed(rewriting, node);
  }
  const isThere = node !== undefined && node.type !== 'null';
  if (step.kind === 'members') {
    if (node?.type !== 'array') return node && print(text, node);
    const members = (node.children ?? []).flatMap((member) => {
      if (step.only && !isMeant(specValue(print(text, member)), step)) return print(text, member);
      return rewrite(rewriting, member, rest) ?? [];
    });
    return `[${members.join(',')}]`;
  }
  if (isThere && node.type !== 'object') return print(text, node);
  const fields = (isThere ? (node.children ?? []) : []).map(({ children: [key, value] = [] }) => ({
    name: String(key?.value),
    spelt: key ? text.slice(key.offset, key.offset + key.length) : '""',
    value,
  }));
  const parts = fields.flatMap(({ name, spelt, value }) => {
    const after = name === step.name ? rewrite(rewriting, value, rest) : value ? print(text, value) : 'null';
    return after === undefined ? [] : `${spelt}:${after}`;
  });
  if (!fields.some(({ name }) => name === step.name)) {
    const made = rewrite(rewriting, undefined, rest);
    // An object is not made only to be without something.
    if (made === undefined) return node && print(text, node);
    parts.push(`${JSON.stringify(step.name)}:${made}`);
  }
  return `{${parts.join(',')}}`;
}

function changed({ text, change }: Rewriting, node: Node | undefined): string | undefined {
  const before = node && print(text, node);
  if (change.kind === 'set') return change.json;
  if (change.kind === 'remove') return undefined;
  const members =
    node?.type === 'array' ? (node.children ?? []).map((member) => print(text, member)) : undefined;
  // What is no list can't have a member taken out of it, and is a separate list only where nothing is.
  if (!members && node && node.type !== 'null') return before;
  const value = specValue(change.json);
  const is = (member: string): boolean => isSameSpec(specValue(member), value);
  if (change.kind === 'exclude') return members ? `[${members.filter((one) => !is(one)).join(',')}]` : before;
  return members?.some(is) === true ? before : `[${[...(members ?? []), change.json].join(',')}]`;
}

function isMeant(member: unknown, { only }: Extract<EditStep, { kind: 'members' }>): boolean {
  if (!only) return true;
  return isFields(member) && isSameSpec(member[only.field], specValue(only.json));
}
