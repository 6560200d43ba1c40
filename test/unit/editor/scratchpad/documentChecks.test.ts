import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DocumentChecks, type Checked } from '../../../../src/editor/scratchpad/documentChecks.js';
import { changing, clearScreen, closing, EventEmitter, opening, screen, Uri } from '../fakeVscode.js';

const document = { uri: Uri.parse('file:/a.http'), isClosed: false };
const other = { uri: Uri.parse('file:/b.txt'), isClosed: false };

/** A check that somebody else lets end. */
interface Pending {
  readonly signal: AbortSignal;
  readonly end: (checked: Checked | undefined) => Promise<void>;
}

let pending: Pending[];
let changed: EventEmitter<void>;
let checks: DocumentChecks;

beforeEach(() => {
  vi.useFakeTimers();
  clearScreen();
  pending = [];
  changed = new EventEmitter();
  checks = new DocumentChecks({
    name: 'test',
    handles: ({ uri }) => uri.path.endsWith('.http'),
    onDidChange: changed.event as never,
    check: (_, signal) =>
      new Promise((resolve) => {
        const end = async (checked: Checked | undefined): Promise<void> => {
          resolve(checked);
          await vi.advanceTimersByTimeAsync(0);
        };
        pending.push({ signal, end });
      }),
  });
});
afterEach(() => {
  checks.dispose();
  vi.useRealTimers();
});

const found = (message: string, workMs = 0): Checked => ({ diagnostics: [{ message } as never], workMs });
const shown = (): readonly string[] | undefined =>
  screen.diagnostics.get(document.uri.toString())?.map(({ message }) => message);
const type = (one: object = document): void => {
  changing.fire({ document: one, contentChanges: [] });
};

describe('the checks of documents', () => {
  test('show what is found when a document is opened, and nothing of other languages', async () => {
    opening.fire(other);
    opening.fire(document);
    await vi.advanceTimersByTimeAsync(0);
    expect(pending).toHaveLength(1);
    await pending[0]?.end(found('one'));
    expect(shown()).toEqual(['one']);
  });

  test('end with the next keystroke, and what they found too late is not shown', async () => {
    opening.fire(document);
    await vi.advanceTimersByTimeAsync(0);
    type();
    expect(pending[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    await pending[0]?.end(found('too late'));
    expect(shown()).toBeUndefined();
    await pending[1]?.end(found('in time'));
    expect(shown()).toEqual(['in time']);
    type();
    await vi.advanceTimersByTimeAsync(0);
    await pending[2]?.end(undefined);
    expect(shown()).toEqual(['in time']);
  });

  test('wait after a keystroke as long as their work is felt', async () => {
    type();
    await vi.advanceTimersByTimeAsync(0);
    await pending[0]?.end(found('slow', 80));
    type();
    await vi.advanceTimersByTimeAsync(159);
    type();
    await vi.advanceTimersByTimeAsync(159);
    expect(pending).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(pending).toHaveLength(2);
    await pending[1]?.end(found('quick', 1));
    type();
    await vi.advanceTimersByTimeAsync(0);
    expect(pending).toHaveLength(3);
  });

  test('take away what they said of a document that is closed, and say nothing of it any more', async () => {
    opening.fire(document);
    await vi.advanceTimersByTimeAsync(0);
    await pending[0]?.end(found('one'));
    type();
    await vi.advanceTimersByTimeAsync(0);
    closing.fire(document);
    expect(shown()).toBeUndefined();
    await pending[1]?.end(found('late'));
    expect(shown()).toBeUndefined();
  });

  test('look at all open documents again when what they depend on changes', async () => {
    screen.edited = [document.uri, other.uri, Uri.parse('file:/c.http')];
    changed.fire();
    await vi.advanceTimersByTimeAsync(0);
    expect(pending).toHaveLength(2);
    checks.dispose();
    expect(pending.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });
});
