import { describe, expect, it } from 'vitest';
import { marks } from '../../../schema/markedSecrets.js';
import { KeptBases } from '../../../../../src/editor/spec/document/keptBases.js';
import { OpenSpecs } from '../../../../../src/editor/spec/document/openSpecs.js';
import type { SpecBase } from '../../../../../src/resource/specBase.js';
import { FakeMemento } from '../../fakeContext.js';
import { itemKind } from '../../explorer/items.js';

const URI = 'ovhapi:/a/things/1.json';
const DAY_MS = 24 * 3_600_000;
const item = itemKind({
  path: '/things/{id}',
  name: 'thing',
  parameter: 'id',
  isMarkedSecret: marks(['pin']),
});
const address = { account: 'a', segments: ['things', '1'] };

function base(text: string, checksum: string): SpecBase {
  return { address, item, text, checksum, schemaVersion: '1.0', displayName: 'one', status: 'READY' };
}

function fail(failure: unknown): never {
  throw failure;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const options = { note: fail, isKnownSecret: (text: string) => text === 'known-secret' };
const open = (memento: FakeMemento): OpenSpecs => new OpenSpecs(new KeptBases(memento, options));

/** A window in which a document was opened and edited, and which ended there. */
function editedAndGone(text = '{"a":1}'): FakeMemento {
  const memento = new FakeMemento();
  const specs = open(memento);
  specs.setContent(URI, bytes(text), false);
  specs.offerBase(URI, base(text, 'old'), text, undefined);
  specs.noteEdited(URI);
  return memento;
}

describe('the base of an edit that outlives its window', () => {
  it('is what the edit was made on, however the cloud is read before the edit is shown', () => {
    const next = open(editedAndGone());
    next.revive(URI, { address, item });
    next.offerBase(URI, base('{"a":2}', 'new'), '{"a":2}', undefined);
    next.noteShown(URI, () => '{"a":"my edit"}');
    expect(next.base(URI)).toEqual(base('{"a":1}', 'old'));
  });

  it('knows what it was made of before the saves of that window, which a restored text may be older than', () => {
    const memento = editedAndGone();
    const specs = open(memento);
    specs.revive(URI, { address, item });
    specs.setBase(URI, { ...base('{"a":2}', 'saved'), ancestor: '{"a":2, "b":1}' });
    specs.noteEdited(URI);
    const next = open(memento);
    expect(next.earlier(URI)).toBeUndefined();
    next.revive(URI, { address, item });
    expect(next.earlier(URI)).toBe('{"a":1}');
    next.setSaved(URI, '{"a":1}');
    expect(next.earlier(URI)).toBeUndefined();
  });

  it('keeps its time of change, which the editor compares with the one beside the edit', () => {
    const memento = new FakeMemento();
    const specs = open(memento);
    const { mtime } = specs.setContent(URI, bytes('{}'), false);
    specs.offerBase(URI, base('{}', 'old'), '{}', undefined);
    specs.noteEdited(URI);
    expect(open(memento).stamp(URI)).toEqual({ mtime, sizeBytes: 2, isReadonly: false });
  });

  it('gives way to what was read when the document comes back without an edit', () => {
    const memento = editedAndGone();
    const next = open(memento);
    next.revive(URI, { address, item });
    next.offerBase(URI, base('{"a":2}', 'new'), '{"a":2}', undefined);
    next.noteShown(URI, () => '{"a":2}');
    expect(next.base(URI)?.checksum).toBe('new');
    expect(memento.keys()).toEqual([]);
  });

  it('leaves its time of change behind when the edit is given up, and can be kept again', () => {
    const memento = editedAndGone();
    const next = open(memento);
    const before = next.stamp(URI);
    next.revive(URI, { address, item });
    next.offerBase(URI, base('{"a":2}', 'new'), '{"a":2}', 'my edit');
    next.noteShown(URI, () => '{"a":2}');
    expect(next.stamp(URI)).toEqual(before);
    next.noteEdited(URI);
    expect(open(memento).stamp(URI)).toEqual(before);
  });

  it('is kept no longer once the edit was saved, or given up', () => {
    const saved = editedAndGone();
    const next = open(saved);
    next.revive(URI, { address, item });
    next.setBase(URI, base('{"a":"my edit"}', 'newer'));
    expect(saved.keys()).toEqual([]);

    const memento = new FakeMemento();
    const specs = open(memento);
    specs.setContent(URI, bytes('{}'), false);
    specs.offerBase(URI, base('{}', 'old'), '{}', undefined);
    specs.noteEdited(URI);
    specs.noteUnedited(URI);
    expect(memento.keys()).toEqual([]);
  });

  it('survives an event of a document that does not show its edit yet', () => {
    const memento = editedAndGone();
    open(memento).noteUnedited(URI);
    expect(memento.keys()).toHaveLength(1);
  });

  it('says what the edit was made of before a merge, which a backup may be older than', () => {
    const memento = new FakeMemento();
    const specs = open(memento);
    specs.setContent(URI, bytes('{"a":1}'), false);
    specs.setBase(URI, base('{"a":2}', 'new'));
    specs.noteEdited(URI, '{"a":1}');
    expect(specs.base(URI)?.ancestor).toBeUndefined();
    const next = open(memento);
    next.revive(URI, { address, item });
    expect(next.base(URI)).toMatchObject({ text: '{"a":2}', ancestor: '{"a":1}' });
  });

  it('holds no secret', () => {
    const memento = editedAndGone('{"pin":"CANARY-1","apiToken":"CANARY-2","big":12345678901234567890}');
    expect([...memento.stored.values()].join()).not.toContain('CANARY');
    const next = open(memento);
    next.revive(URI, { address, item });
    expect(next.base(URI)?.text).toBe('{"pin":"•••","apiToken":"•••","big":12345678901234567890}');
  });

  it('holds no secret of what the document was made of either, at first or by a merge', () => {
    const memento = new FakeMemento();
    const bases = new KeptBases(memento, options);
    const merged = { ...base('{"a":1}', 'c'), ancestor: '{"pin":"CANARY-1","a":2}' };
    const stamp = { mtime: 1, sizeBytes: 2, isReadonly: false };
    bases.keep(URI, merged, { ...stamp, earlier: '{"pin":"CANARY-2","a":3}' });
    expect(bases.get(URI)).toMatchObject({
      ancestor: '{"pin":"•••","a":2}',
      earlier: '{"pin":"•••","a":3}',
    });
    expect([...memento.stored.values()].map((one) => JSON.stringify(one)).join()).not.toContain('CANARY');
  });

  it('is ignored when it is malformed, and not kept for ever', () => {
    const memento = editedAndGone();
    const [key = ''] = memento.keys();
    expect(new KeptBases(memento, options, Date.now() + 31 * DAY_MS).get(URI)).toBeUndefined();
    expect(memento.keys()).toEqual([]);
    void memento.update(key, { text: 7 });
    const specs = open(memento);
    specs.revive(URI, { address, item });
    expect(specs.base(URI)).toBeUndefined();
  });
});
