import { describe, expect, it } from 'vitest';
import {
  keysOfPointer,
  keysOfReference,
  pointerOf,
  referredIn,
  valueAtKeys,
} from '../../../src/schema/jsonPointer.js';

describe('JSON pointers', () => {
  it('are written and read with slashes and tildes of a key escaped', () => {
    expect(pointerOf(['a/b~c', 0, ''])).toBe('/a~1b~0c/0/');
    expect(keysOfPointer('/a~1b~0c/0/')).toEqual(['a/b~c', '0', '']);
    // A tilde that is escaped escapes nothing.
    expect(keysOfPointer('/~01')).toEqual(['~1']);
  });

  it('are percent-encoded in a reference, where a broken encoding is taken as it is written', () => {
    expect(keysOfReference('#/components/schemas/a%20b~1c')).toEqual(['components', 'schemas', 'a b/c']);
    expect(keysOfReference('#/schemas/100%')).toEqual(['schemas', '100%']);
  });

  it('lead a reference to own members of objects only, and to nothing in another document', () => {
    const document = { models: { Key: { type: 'object' }, list: [{ type: 'string' }] } };
    expect(referredIn(document, '#/models/Key')).toEqual({ type: 'object' });
    expect(referredIn(document, '#/models/list/0')).toBeUndefined();
    expect(referredIn(document, '#/models/toString')).toBeUndefined();
    expect(referredIn(document, 'other.json#/models/Key')).toBeUndefined();
  });

  it('lead through lists where keys do', () => {
    const document = { list: [{ type: 'string' }] };
    expect(valueAtKeys(document, ['list', '0', 'type'])).toBe('string');
    expect(valueAtKeys(document, ['list', '1', 'type'])).toBeUndefined();
    expect(valueAtKeys(document, ['constructor'])).toBeUndefined();
  });
});
