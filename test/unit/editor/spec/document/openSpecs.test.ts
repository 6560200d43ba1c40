import { describe, expect, it } from 'vitest';
import { OpenSpecs } from '../../../../../src/editor/spec/document/openSpecs.js';
import type { SpecBase } from '../../../../../src/resource/specBase.js';
import { itemKind } from '../../explorer/items.js';

const URI = 'ovhapi:/a/things/1.json';

function base(text: string, checksum: string): SpecBase {
  return {
    address: { account: 'a', segments: ['things', '1'] },
    item: itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id' }),
    text,
    checksum,
    schemaVersion: undefined,
    displayName: 'one',
    status: undefined,
  };
}

describe('the base of a spec document', () => {
  it('stays what the edit was made on when the cloud is read meanwhile', () => {
    const specs = new OpenSpecs();
    specs.offerBase(URI, base('old', '1'), 'old', undefined);
    specs.offerBase(URI, base('new', '2'), 'new', 'my edit');
    specs.noteShown(URI, () => 'my longer edit');
    expect(specs.base(URI)?.checksum).toBe('1');
  });

  it('is what was read once the document shows it', () => {
    const specs = new OpenSpecs();
    specs.offerBase(URI, base('old', '1'), 'old', undefined);
    specs.offerBase(URI, base('new', '2'), 'new', 'my edit');
    specs.noteShown(URI, () => 'new');
    expect(specs.base(URI)?.checksum).toBe('2');
  });

  it('is not replaced by an older read after a save', () => {
    const specs = new OpenSpecs();
    specs.offerBase(URI, base('old', '1'), 'old', undefined);
    specs.offerBase(URI, base('new', '2'), 'new', 'my edit');
    specs.setBase(URI, base('my edit', '3'));
    specs.noteShown(URI, () => 'new');
    expect(specs.base(URI)?.checksum).toBe('3');
  });
});
