import { describe, expect, it } from 'vitest';
import { ExactNumber } from '../../../src/resource/exactNumber.js';
import { changedFixedFields, fixedFieldsIn, writeOnlyFieldsIn } from '../../../src/resource/fixedFields.js';
import { ANYTHING } from '../../../src/schema/writableFields.js';
import { members, taking } from './writableBuilder.js';

const writable = taking(
  { name: ANYTHING, pools: members(taking(['size'], { zone: 'creation' })) },
  {
    location: 'creation',
    owner: 'api',
  },
);

describe('the fields of a spec that its update does not take', () => {
  it('are found with their place, value and reason, the outermost only', () => {
    const spec = { name: 'x', location: { region: 'GRA' }, pools: [{ size: 1 }, { zone: 'a' }], typo: 1 };
    expect(fixedFieldsIn(spec, writable)).toEqual([
      { path: ['location'], value: { region: 'GRA' }, reason: 'creation' },
      { path: ['pools', 1, 'zone'], value: 'a', reason: 'creation' },
      { path: ['typo'], value: 1, reason: 'unknown' },
    ]);
  });

  it('do not exist where the update takes any field', () => {
    expect(fixedFieldsIn({ a: { b: [new ExactNumber('9007199254740993')] } }, ANYTHING)).toEqual([]);
  });

  it('are found in maps, in maps of maps, and beside fields that take anything', () => {
    const closed = taking(['size'], { zone: 'creation' });
    const zones = { a: { zone: 'x', size: 1 } };
    const zone = { value: 'x', reason: 'creation' };
    expect(fixedFieldsIn(zones, members(closed))).toEqual([{ path: ['a', 'zone'], ...zone }]);
    expect(fixedFieldsIn({ b: zones }, members(members(closed)))).toEqual([
      { path: ['b', 'a', 'zone'], ...zone },
    ]);
    const open = { ...taking({ pools: members(closed) }), isOpen: true };
    expect(fixedFieldsIn({ pools: zones, x: 1 }, open)).toEqual([{ path: ['pools', 'a', 'zone'], ...zone }]);
  });

  it('can be left out without a word where they repeat the resource or a part of it', () => {
    const read = fixedFieldsIn({ location: { region: 'GRA', zone: 'a' }, owner: 'me' }, writable);
    const changed = (spec: unknown) =>
      changedFixedFields(fixedFieldsIn(spec, writable), read).map(({ path }) => path);
    expect(changed({ location: { region: 'GRA' } })).toEqual([]);
    expect(changed({ location: { region: 'BHS' }, owner: 'me' })).toEqual([['location']]);
    expect(changed({ location: { country: 'FR' } })).toEqual([['location']]);
    expect(changed({ typo: 1 })).toEqual([['typo']]);
  });

  it('can be left out where members of a list were moved or removed', () => {
    const read = fixedFieldsIn({ pools: [{ zone: 'a' }, { zone: 'b' }] }, writable);
    const changed = (spec: unknown) => changedFixedFields(fixedFieldsIn(spec, writable), read);
    expect(changed({ pools: [{ zone: 'b' }, { zone: 'a' }] })).toEqual([]);
    expect(changed({ pools: [{ zone: 'b' }] })).toEqual([]);
    expect(changed({ pools: [{ zone: 'c' }] })).toMatchObject([{ path: ['pools', 0, 'zone'] }]);
  });
});

describe('the fields that are never answered', () => {
  const place = { ...taking(['name', 'userData']), writeOnly: new Map([['userData', 'Wipes the disk']]) };

  it('are described in the document’s words, also with an empty value', () => {
    const told = [{ path: ['userData'], description: 'Wipes the disk' }];
    expect(writeOnlyFieldsIn({ name: 'x', userData: 'y' }, place)).toEqual(told);
    expect(writeOnlyFieldsIn({ userData: '' }, place)).toEqual(told);
    expect(writeOnlyFieldsIn([{ userData: '' }], members(place))).toEqual([
      { path: [0, 'userData'], description: 'Wipes the disk' },
    ]);
  });

  it('do nothing where they are left out or null', () => {
    expect(writeOnlyFieldsIn({ name: 'x' }, place)).toEqual([]);
    expect(writeOnlyFieldsIn({ userData: null }, place)).toEqual([]);
  });
});
