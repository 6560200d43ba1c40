import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import type { Change } from '../../../../src/schema/comparison/judge.js';
import { KINDS } from '../../../../src/schema/comparison/kinds.js';
import type { KindRule } from '../../../../src/schema/comparison/rules.js';
import { plantChanges, plantedKinds, type Tree } from '../../../support/plantedChanges.js';
import { overlaps, rawDifferences } from '../../../support/rawDifferences.js';

/** The sandbox's own documents, odd ones, and published ones beside the checkout. */
const folders = [
  'src/sandbox/documents',
  'test/unit/sandbox/fixtures',
  '../shared/openapi',
  '../shared/openapi/v2-2026',
];

const documents = folders.flatMap((folder): readonly (readonly [name: string, document: Tree])[] => {
  const path = join(import.meta.dirname, '../../../..', folder);
  if (!existsSync(path)) return [];
  return (
    readdirSync(path)
      .filter((file) => /\.(?:ya?ml|json)$/.test(file))
      // Written out, so that no part is there twice by one alias.
      .map((file) => {
        const document: unknown = parse(readFileSync(join(path, file), 'utf8'));
        return [file, JSON.parse(JSON.stringify(document)) as Tree] as const;
      })
      .filter(([, document]) => 'paths' in document)
  );
});
const small = documents.filter(([, document]) => JSON.stringify(document).length < 40_000);

const compare = (before: Tree, after: Tree): readonly Change[] =>
  compareDocuments({ raw: before }, { raw: after });

/** Makes one change anywhere in a document, whatever it means. */
function mutate(document: Tree, choices: readonly number[]): void {
  let [parent, key]: [Tree, string] = [document, ''];
  for (const choice of choices.slice(0, -1)) {
    const inner: unknown = key === '' ? document : parent[key];
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) break;
    parent = inner as Tree;
    key = Object.keys(inner)[choice % Object.keys(inner).length] ?? '';
  }
  if (key === '') return;
  const value = parent[key];
  const how = (choices.at(-1) ?? 0) % 4;
  if (how === 0 && !Array.isArray(parent)) Reflect.deleteProperty(parent, key);
  else if (how === 1 && !Array.isArray(parent)) parent.planted = { some: 'thing' };
  else if (typeof value === 'boolean') parent[key] = !value;
  else if (typeof value === 'number') parent[key] = value + 1;
  else if (typeof value === 'string') parent[key] = `${value}X`;
  else if (Array.isArray(value)) parent[key] = value.slice(1);
  else if (!Array.isArray(parent)) parent[`${key}X`] = structuredClone(value);
}

/** Always the same mutations, so that a failure is the fault of what was changed last. */
const SEED = 1;

const mutations = fc.array(fc.array(fc.nat(1000), { minLength: 2, maxLength: 14 }), {
  minLength: 1,
  maxLength: 6,
});

const mutated = (document: Tree, all: readonly (readonly number[])[]): Tree => {
  const copy = structuredClone(document);
  for (const one of all) mutate(copy, one);
  return copy;
};

const pointers = ({ pointers: { before, after } }: Change): readonly string[] =>
  [before, after].filter((pointer) => pointer !== undefined);

describe('a comparison of documents', () => {
  it.each(documents)('finds nothing in %s and itself', (_, document) => {
    expect(compare(document, structuredClone(document))).toEqual([]);
  });

  it.each(small)('covers every difference in %s, and reports no other', (_, before) => {
    fc.assert(
      fc.property(mutations, (all) => {
        const after = mutated(before, all);
        const raw = rawDifferences(before, after);
        const changes = compare(before, after);
        const told = changes.flatMap(pointers);
        expect(raw.filter((one) => !told.some((other) => overlaps(one, other)))).toEqual([]);
        // What a reference leads to now is compared with what it led to before.
        const isFollowed = raw.some((one) => /\/(?:\$ref|allOf|oneOf|anyOf)(?:\/|$)/.test(one));
        const invented = changes.filter(
          (change) => !raw.some((one) => pointers(change).some((other) => overlaps(one, other))),
        );
        expect(isFollowed ? [] : invented.map(({ kind, place }) => `${kind} ${place}`)).toEqual([]);
      }),
      { numRuns: 40, seed: SEED },
    );
  });

  it.each(small)('says of %s the same from the other side', (_, before) => {
    fc.assert(
      fc.property(mutations, (all) => {
        const after = mutated(before, all);
        const [there, back] = [compare(before, after), compare(after, before)];
        const seen = (changes: readonly Change[], isMirrored: boolean): readonly string[] =>
          changes
            .map(({ pointers: { before: was, after: is }, direction }) =>
              [...(isMirrored ? [is, was] : [was, is]), direction].join(' '),
            )
            .sort();
        expect(seen(back, true)).toEqual(seen(there, false));
        const kinds = new Set(back.map(({ kind }) => kind as string));
        for (const { kind } of there) {
          const { mirrors } = (KINDS as Readonly<Record<string, KindRule>>)[kind]!;
          expect(mirrors.some((mirror) => kinds.has(mirror))).toBe(true);
        }
      }),
      { numRuns: 20, seed: SEED },
    );
  });

  it('finds planted changes of 30 kinds and more, each with its severity, and nothing else', () => {
    expect(plantedKinds.size).toBeGreaterThanOrEqual(30);
    for (const [, document] of documents) {
      const { before, after, changes } = plantChanges(document, 1000);
      const lines = (all: readonly (readonly (string | undefined)[])[]): readonly string[] =>
        all.map((parts) => parts.join(' ')).sort();
      expect(
        lines(
          compare(before, after).map(({ severity, kind, pointers: place }) => [
            severity,
            kind,
            place.after ?? place.before,
          ]),
        ),
      ).toEqual(lines(changes.map(({ severity, kind, pointer }) => [severity, kind, pointer])));
    }
  });
});

describe('the rules of kinds', () => {
  it.each(Object.entries(KINDS as Readonly<Record<string, KindRule>>))(
    '%s is the mirror of its mirrors',
    (kind, { mirrors }) => {
      for (const mirror of mirrors) {
        expect((KINDS as Readonly<Record<string, KindRule>>)[mirror]?.mirrors).toContain(kind);
      }
    },
  );
});
