import { describe, expect, it } from 'vitest';
import { itemKind } from '../editor/explorer/items.js';
import { taking } from './writableBuilder.js';
import { atOnce } from '../../../src/resource/slices.js';
import { rebase, takesBack, withShown, withUnshown, type SpecBase } from '../../../src/resource/specBase.js';
import type { ApiResponse } from '../../../src/api/api.js';
import { parseJson } from '../../../src/api/answers.js';
import { ExactNumber } from '../../../src/resource/exactNumber.js';
import { ProtocolError } from '../../../src/api/errors.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

const restored = (ancestor: unknown, text: unknown): SpecBase =>
  ({ ancestor: JSON.stringify(ancestor), text: JSON.stringify(text) }) as SpecBase;
const shown = (base: SpecBase, typed: unknown): unknown => {
  const { ancestor } = atOnce(withShown(base, JSON.stringify(typed)));
  return ancestor === undefined ? undefined : JSON.parse(ancestor);
};

describe('a base whose text is newer than what the document was made of', () => {
  const base = restored({ a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 1, d: 2 });

  it('counts as shown where the document has its values, and as unshown where the document has the older ones', () => {
    expect(shown(base, { a: 2, b: 1, c: 3, d: 2 })).toEqual({ a: 2, b: 1, c: 1, d: 2 });
  });

  it('is all shown where the document has all its values, whatever else was typed', () => {
    expect(shown(base, { a: 2, b: 2, c: 3, d: 2, e: 3 })).toBeUndefined();
  });

  it('is not shown where something else was typed', () => {
    expect(shown(base, { a: 3, b: 2, c: 1, d: 2 })).toEqual({ a: 1, b: 2, c: 1, d: 2 });
  });

  it('is shown member by member in lists whose members have an identity', () => {
    const lists = restored(
      { all: [{ name: 'one', size: 1 }] },
      {
        all: [
          { name: 'one', size: 1 },
          { name: 'two', size: 2 },
        ],
      },
    );
    const typed = {
      all: [
        { name: 'one', size: 7 },
        { name: 'two', size: 2 },
      ],
    };
    expect(shown(lists, typed)).toBeUndefined();
  });

  it('gives the same spec to be sent as before', () => {
    const typed = JSON.stringify({ a: 2, b: 1, c: 3 });
    const before = atOnce(withUnshown(base, typed));
    const after = atOnce(withUnshown(atOnce(withShown(base, typed)), typed));
    expect(JSON.parse(after.text)).toEqual(JSON.parse(before.text));
    expect(JSON.parse(after.text)).toEqual({ a: 2, b: 2, c: 3, d: 2 });
  });
});

describe('what a base holds of the fields that its update does not take', () => {
  const address = { account: 'a', segments: ['s', 'a'] };
  const item = {
    ...itemKind({ path: '/s/{id}', name: '{id}', parameter: 'id' }),
    writable: taking(['name']),
  };
  const response = (text: string): ApiResponse => {
    const request = { method: 'GET', path: '/s/a' } as const;
    return { ...request, text, json: () => parseJson(request, text) } as never;
  };
  const fixedIn = (spec: string): readonly (readonly unknown[])[] => {
    const envelope = { ...item, isEnvelope: true, answersTarget: true } as const;
    const plain = { ...item, isEnvelope: false, answersTarget: false, bodyForm: 'spec' } as const;
    const target = rebase({ address, item: envelope }, response(`{"id":"a","targetSpec":${spec}}`));
    const whole = rebase({ address, item: plain }, response(spec));
    expect(whole.fixed).toEqual(target.fixed);
    return (target.fixed ?? []).map(({ path, value }) => [path.join('.'), value]);
  };

  it('is their values, every digit of long numbers, and names that its values leave out', () => {
    expect(fixedIn('{"name":"x","size":3,"zone":{"a":[1]}}')).toEqual([
      ['size', 3],
      ['zone', { a: [1] }],
    ]);
    expect(fixedIn('{"name":"x","size":90071992547409931234}')).toEqual([
      ['size', new ExactNumber('90071992547409931234')],
    ]);
    expect(fixedIn('{"name":"x","__proto__":1}')).toEqual([['__proto__', 1]]);
    expect(fixedIn('{"name":"x"}')).toEqual([]);
  });
});

describe('a change that takes back an earlier save', () => {
  const saved = { name: 'new', size: 3 };
  const undone = diffSpecs(saved, { name: 'old', size: 3 });

  it('is one to the value from before that save', () => {
    expect(takesBack(undone, diffSpecs(saved, { name: 'old', size: 4 }))).toBe(true);
  });

  it('is not one to another value, or of another field', () => {
    expect(takesBack(undone, diffSpecs(saved, { name: 'third', size: 4 }))).toBe(false);
    expect(takesBack([], diffSpecs(saved, { name: 'old' }))).toBe(false);
  });

  it('may be a removed field that the save had added', () => {
    expect(takesBack(diffSpecs(saved, { name: 'new' }), diffSpecs(saved, { name: 'new' }))).toBe(true);
  });
});

describe('an answer that is not the resource makes no base', () => {
  const address = { account: 'a', segments: ['s', 'a'] };
  const kind = (envelope: boolean): SpecBase['item'] => ({
    ...itemKind({ path: '/s/{id}', name: '{id}', parameter: 'id' }),
    ...{ isEnvelope: envelope, answersTarget: envelope, bodyForm: envelope ? 'target' : 'spec' },
    writable: taking(['name']),
  });
  const answer = (json: unknown): ApiResponse =>
    ({ method: 'PUT', path: '/s/a', text: JSON.stringify(json), json: () => json }) as never;

  it.each([[{ result: 'error' }], [{}], [[42, null]], [null], ['name'], [{ targetSpec: 'name' }]])(
    'though its status says so: %j',
    (json) => {
      for (const item of [kind(true), kind(false)])
        expect(() => rebase({ address, item }, answer(json))).toThrow(ProtocolError);
    },
  );

  it('and one that holds its spec, or a field of it, does', () => {
    expect(rebase({ address, item: kind(true) }, answer({ targetSpec: { name: 'a' } })).text).toContain(
      '"a"',
    );
    expect(rebase({ address, item: kind(false) }, answer({ id: 'a', name: 'a' })).text).toContain('"a"');
  });
});
