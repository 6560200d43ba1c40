import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSpec, valuesAt, type EditStep, type FieldChange } from '../../../src/resource/editSpec.js';
import { jsonText } from '../../../src/resource/exactNumber.js';
import { prettyText, specValue } from '../../../src/resource/spec.js';
import { describePath, diffSpecs } from '../../../src/resource/specDiff.js';

const field = (name: string): EditStep => ({ kind: 'field', name });
const members: EditStep = { kind: 'members' };
const set = (json: string): FieldChange => ({ kind: 'set', json });

/** A spec as it is after an edit, on one line. */
function edited(spec: string, steps: readonly EditStep[], change: FieldChange): string | undefined {
  return editSpec(spec, { steps, change })?.replaceAll(/\s+/g, '');
}

describe('an edit of one field', () => {
  it('sets it where it is and where it is not yet, and makes the objects on the way', () => {
    expect(edited('{"a":1,"b":2}', [field('a')], set('3'))).toBe('{"a":3,"b":2}');
    expect(edited('{"b":2}', [field('a')], set('3'))).toBe('{"b":2,"a":3}');
    expect(edited('{}', [field('a'), field('b')], set('3'))).toBe('{"a":{"b":3}}');
    expect(edited('{"a":null}', [field('a'), field('b')], set('3'))).toBe('{"a":{"b":3}}');
  });

  it('leaves every other byte as it is: digits, escapes and the order of keys', () => {
    const spec = prettyText('{"z":12345678901234567890.10,"a":"\\u00e9","é\\n":[1.0,2],"last":0}');
    const after = editSpec(spec, { steps: [field('last')], change: set('98765432109876543210') });
    expect(after).toBe(spec.replace('"last": 0', '"last": 98765432109876543210'));
  });

  it('takes a field out, and makes nothing only to be without something', () => {
    expect(edited('{"a":1,"b":2}', [field('a')], { kind: 'remove' })).toBe('{"b":2}');
    expect(edited('{"b":2}', [field('a'), field('c')], { kind: 'remove' })).toBe('{"b":2}');
  });

  it('reaches into all members of a list, or into those of one name', () => {
    const pools = '{"pools":[{"name":"x","n":1},{"name":"y","n":2}]}';
    const only: EditStep = { kind: 'members', only: { field: 'name', json: '"y"' } };
    expect(edited(pools, [field('pools'), members, field('n')], set('9'))).toBe(
      '{"pools":[{"name":"x","n":9},{"name":"y","n":9}]}',
    );
    expect(edited(pools, [field('pools'), only, field('n')], set('9'))).toBe(
      '{"pools":[{"name":"x","n":1},{"name":"y","n":9}]}',
    );
  });

  it('has a list include a member once, and exclude it however it is written', () => {
    const include: FieldChange = { kind: 'include', json: '"b"' };
    expect(edited('{"l":["a"]}', [field('l')], include)).toBe('{"l":["a","b"]}');
    expect(edited('{"l":["a","b"]}', [field('l')], include)).toBe('{"l":["a","b"]}');
    expect(edited('{"l":null}', [field('l')], include)).toBe('{"l":["b"]}');
    expect(edited('{}', [field('l')], include)).toBe('{"l":["b"]}');
    expect(
      edited('{"l":[{"x":1,"y":2},{"x":1}]}', [field('l')], { kind: 'exclude', json: '{"y":2,"x":1.0}' }),
    ).toBe('{"l":[{"x":1}]}');
  });

  it.each([
    ['a list that is empty', '{"pools":[]}', [field('pools'), members, field('n')]],
    ['a list that is not there', '{}', [field('pools'), members, field('n')]],
    ['a text where fields should be', '{"pools":"none"}', [field('pools'), field('n')]],
    [
      'no member of that name',
      '{"p":[{"id":1}]}',
      [field('p'), { kind: 'members', only: { field: 'id', json: '2' } }],
    ],
    ['a number beyond a double', '{"p":12345678901234567890}', [field('p'), field('text')]],
  ] satisfies [string, string, EditStep[]][])('has no place in %s', (_, spec, steps) => {
    expect(editSpec(spec, { steps, change: set('1') })).toBeUndefined();
  });

  it('removes a member whose number no double holds', () => {
    const spec = '{"l":[12345678901234567890,{"n":[1.50]}]}';
    const [big, object] = valuesAt(specValue(spec), [field('l')])[0] as unknown[];
    const without = (member: unknown): string | undefined =>
      edited(spec, [field('l')], { kind: 'exclude', json: jsonText(member) });
    expect(without(big)).toBe('{"l":[{"n":[1.50]}]}');
    expect(without(object)).toBe('{"l":[12345678901234567890]}');
  });

  it('treats a key such as __proto__ as a key', () => {
    const after = editSpec('{"labels":{}}', {
      steps: [field('labels'), field('__proto__')],
      change: set('"x"'),
    });
    expect(after).toContain('"__proto__": "x"');
    expect(valuesAt(specValue(after!), [field('labels'), field('__proto__')])).toEqual(['x']);
    expect(valuesAt(specValue('{"labels":{}}'), [field('labels'), field('__proto__')])).toEqual([]);
  });
});

const key = fc.constantFrom('a', 'b', 'name', 'list', '__proto__');
const anySpec = fc.letrec<{ value: fc.JsonValue; object: fc.JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<fc.JsonValue>(null, true, 0, 1, 'x', 'y'),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
})).object;
const anySteps = fc.array(
  fc.oneof({ weight: 4, arbitrary: key.map(field) }, { weight: 1, arbitrary: fc.constant(members) }),
  { minLength: 1, maxLength: 4 },
);
const anyChange = fc.oneof(
  fc.constantFrom<FieldChange>(
    { kind: 'remove' },
    { kind: 'include', json: '"x"' },
    { kind: 'exclude', json: '"x"' },
  ),
  fc.json({ maxDepth: 1 }).map(set),
);

describe('any edit of any spec', () => {
  it('is done after it was done: doing it again changes nothing', () => {
    fc.assert(
      fc.property(anySpec, anySteps, anyChange, (spec, steps, change) => {
        const once = editSpec(JSON.stringify(spec), { steps, change });
        if (once === undefined || steps.some(({ kind }) => kind === 'members')) return;
        expect(editSpec(once, { steps, change })).toBe(once);
      }),
    );
  });

  it('changes nothing beside its place', () => {
    fc.assert(
      fc.property(anySpec, anySteps, anyChange, (spec, steps, change) => {
        const text = JSON.stringify(spec);
        const after = editSpec(text, { steps, change });
        if (after === undefined) return;
        for (const { path } of diffSpecs(specValue(text), specValue(after))) {
          const fits = path
            .slice(0, steps.length)
            .every((part, at) =>
              steps[at]!.kind === 'members' ? typeof part === 'number' : part === nameOf(steps[at]!),
            );
          expect(fits, `${describePath(path)} is beside the place`).toBe(true);
        }
      }),
    );
  });

  it('leaves the set value wherever the place is', () => {
    fc.assert(
      fc.property(anySpec, anySteps, fc.json({ maxDepth: 1 }), (spec, steps, json) => {
        const after = editSpec(JSON.stringify(spec), { steps, change: set(json) });
        if (after === undefined || steps.at(-1)!.kind === 'members') return;
        const values = valuesAt(specValue(after), steps);
        expect(values.length).toBeGreaterThan(0);
        for (const value of values) expect(value).toEqual(specValue(json));
      }),
    );
  });
});

function nameOf(step: EditStep): string | undefined {
  return step.kind === 'field' ? step.name : undefined;
}
