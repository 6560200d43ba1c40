import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearScreen } from './fakeVscode.js';
import type { Listener, Writer, Writes } from './writesOnSandbox.js';

const { LISTENERS, WRITERS, Writes: Opened } = await import('./writesOnSandbox.js');

/** A busy machine starts a sandbox and reads its documents slowly. */
const STARTING_MS = 60_000;
const noticed = 'noticed';
/** Why a listener has nothing to notice. */
type Expected = typeof noticed | { readonly not: string };

const asSeries: Expected = { not: 'the series follows each of its resources itself and reports all of them' };
const asDeletion: Expected = {
  not: 'a deletion ends when the resource is not found, which its sender reports',
};
const noSpec: Expected = { not: 'a new resource has no earlier spec' };
const isNew: Expected = { not: 'nothing shows what was not there' };

/** Every writer, and who takes notice of what it wrote: the compiler keeps it complete. */
const table: Readonly<Record<Writer, Readonly<Record<Listener, Expected>>>> = {
  save: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: noticed, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  bulkEdit: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: asSeries, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  manifest: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: asSeries, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  scratchpad: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: noticed, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  action: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: noticed, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  answer: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: noticed, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  create: {
    ...{ tree: noticed, documents: isNew, panels: isNew, journal: noSpec, drift: isNew },
    ...{ followers: noticed, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: isNew, watched: isNew },
  },
  delete: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: asDeletion, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
  deleteSeveral: {
    ...{ tree: noticed, documents: noticed, panels: noticed, journal: noticed, drift: noticed },
    ...{ followers: asDeletion, secrets: noticed, proposals: noticed },
    ...{ table: noticed, timeline: noticed, sideBar: noticed, watched: noticed },
  },
};

describe.each(WRITERS)('a write by %s', (writer) => {
  const cells = LISTENERS.map((listener) => ({ listener, expected: table[writer][listener] }));
  const titled = cells.map(({ listener, expected }) => {
    const title =
      expected === noticed ? `is noticed by ${listener}` : `isn’t noticed by ${listener}: ${expected.not}`;
    return [title, listener, expected] as const;
  });
  let writes: Writes;

  beforeAll(async () => {
    clearScreen();
    writes = await Opened.open();
    await writes.run(
      writer,
      cells.flatMap(({ listener, expected }) => (expected === noticed ? [listener] : [])),
    );
  }, STARTING_MS);
  afterAll(() => writes.close());

  it.each(titled)('%s', (_, listener, expected) => {
    expect(writes.noticed.has(listener)).toBe(expected === noticed);
  });
});
