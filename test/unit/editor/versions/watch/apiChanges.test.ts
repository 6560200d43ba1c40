import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Comparison } from '../../../../../src/schema/comparison/comparison.js';
import { ApiChanges } from '../../../../../src/editor/versions/watch/apiChanges.js';
import {
  ChangedDocuments,
  MOST_CHANGES,
  type TextFiles,
} from '../../../../../src/editor/versions/watch/changedDocuments.js';
import { changeSentence } from '../../../../../src/editor/versions/watch/changeSentence.js';
import { compareDocuments } from '../../../../../src/schema/comparison/compareDocuments.js';
import { parseOpenApi, type OpenApiDocument } from '../../../../../src/schema/openapi.js';
import { SchemaSource, type ChangedDocument } from '../../../../../src/schema/schemaSource.js';
import { document, openApi, operation } from '../../../schema/documents.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { FakeMemento } from '../../fakeContext.js';
import { clearScreen, EventEmitter, screen } from '../../fakeVscode.js';

/** A section of so many operations. */
function shop(count: number, parts: { readonly deprecated?: boolean } = {}): OpenApiDocument {
  const names = Array.from({ length: count }, (_, index) => [`/shop/a${index}`, { get: operation(parts) }]);
  return document(Object.fromEntries(names) as never);
}

function memoryFiles(): TextFiles & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (name) => Promise.resolve(kept.get(name) ?? ''),
    write: (name, text) => Promise.resolve(void kept.set(name, text)),
    names: () => Promise.resolve([...kept.keys()]),
    remove: (name) => Promise.resolve(void kept.delete(name)),
  };
}

function setUp() {
  const event = new EventEmitter<ChangedDocument>();
  const files = memoryFiles();
  const shown: Comparison[] = [];
  const failures: unknown[] = [];
  const documents = new ChangedDocuments(new FakeMemento(), files);
  const changes = new ApiChanges({
    onDidChangeDocument: event.event,
    documents,
    reports: { show: (one) => shown.push(one) },
    reportFailure: (failure) => failures.push(failure),
    note: (failure) => failures.push(failure),
    now: () => 1_800_000_000_000,
  });
  const change = (before: OpenApiDocument, after: OpenApiDocument): void => {
    event.fire({ section: '/shop', asked: 'default', before, after });
  };
  return { change, changes, documents, failures, files, shown };
}

const notes = (): readonly string[] => screen.messages.map(({ text }) => text);

describe('an API document that changed since the last visit', () => {
  beforeEach(clearScreen);

  it('is noted in one sentence, which leads to the report', async () => {
    const { change, shown, failures } = setUp();
    screen.press = (_, buttons) => buttons[0];
    change(shop(1), shop(3));
    await vi.waitFor(() => expect(shown).toHaveLength(1));
    expect(notes()).toEqual(['/shop changed: 2 new operations']);
    expect(shown[0]?.sections[0]?.changes.map(({ kind }) => kind)).toEqual([
      'operation-added',
      'operation-added',
    ]);
    expect(failures).toEqual([]);
  });

  it('is noted once, however many accounts read it', async () => {
    const { change, documents } = setUp();
    change(shop(1), shop(2));
    change(shop(1), shop(2));
    change(shop(2), shop(3));
    await vi.waitFor(() => expect(documents.list()).toHaveLength(2));
    expect(notes()).toEqual(['/shop changed: 1 new operation', '/shop changed: 1 new operation']);
  });

  it('isn’t noted when nothing changed for programs', async () => {
    const { change, documents } = setUp();
    const text = (description: string): OpenApiDocument =>
      document({ '/shop/a': { get: operation({ description }) } });
    change(text('a'), text('b'));
    change(shop(1), shop(2));
    await vi.waitFor(() => expect(documents.list()).toHaveLength(1));
    expect(notes()).toEqual(['/shop changed: 1 new operation']);
  });

  it('is kept with no more than a few others, and their documents no longer than they', async () => {
    const { change, documents, files } = setUp();
    for (let count = 1; count < MOST_CHANGES + 4; count += 1) change(shop(count), shop(count + 1));
    await vi.waitFor(() => expect(documents.list()[0]?.sentence).toBeDefined());
    await vi.waitFor(() => expect(notes()).toHaveLength(MOST_CHANGES + 3));
    expect(documents.list()).toHaveLength(MOST_CHANGES);
    expect(files.kept.size).toBe(MOST_CHANGES + 1);
  });

  it('says what it comes to, what breaks first', () => {
    const changes = [
      ...compareDocuments(shop(3), shop(2)),
      ...compareDocuments(shop(1), shop(1, { deprecated: true })),
      ...compareDocuments(shop(1), shop(3)),
    ];
    expect(changeSentence('/shop', changes)).toBe(
      '/shop changed: 1 breaking change, 2 new operations, 1 deprecated',
    );
    expect(changeSentence('/shop', [])).toBeUndefined();
  });
});

describe('the source of API documents', () => {
  it('says that a document isn’t the one that was kept, and not that it is the same or new', async () => {
    let served = openApi({ '/shop/a': { get: operation() } });
    const kept = new Map<string, { text: string; etag: string }>();
    const changes: ChangedDocument[] = [];
    const read = async (): Promise<void> => {
      const source = new SchemaSource({
        api: fakeApi(() => ({ body: served })),
        version: () => undefined,
        cache: {
          read: (key) => Promise.resolve(kept.get(key)),
          write: (key, text, etag) => Promise.resolve(void kept.set(key, { text, etag })),
        },
        onChange: (change) => changes.push(change),
      });
      await source.section('/shop');
    };
    await read();
    await read();
    expect(changes).toEqual([]);
    const before = served;
    served = openApi({ '/shop/b': { get: operation() } });
    await read();
    expect(changes).toMatchObject([
      { section: '/shop', asked: 'default', before: { raw: before }, after: { raw: served } },
    ]);
    expect(parseOpenApi(served).operations).toHaveLength(1);
  });
});
