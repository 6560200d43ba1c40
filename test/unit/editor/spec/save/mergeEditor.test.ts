import { beforeEach, describe, expect, it } from 'vitest';
import { SpecSnapshots } from '../../../../../src/editor/spec/document/specSnapshots.js';
import { closeMerges } from '../../../../../src/editor/spec/save/mergeEditor.js';
import { changing, clearScreen, closing, saving, screen, Uri } from '../../fakeVscode.js';

const result = Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/1.json' });

describe('a merge whose result was sent', () => {
  let snapshots: SpecSnapshots;
  let sides: readonly Uri[];
  let sent: { readonly uri: never; readonly getText: () => string };
  /** What each side shows in the editor. */
  const show = (side: Uri, text: string): void => {
    screen.documents.set(side.toString(), text);
    changing.fire({ document: { uri: side }, contentChanges: [] });
  };

  beforeEach(() => {
    clearScreen();
    snapshots = new SpecSnapshots();
    sides = (['base', 'theirs', 'mine'] as const).map(
      (side) => snapshots.add(result.path, side, side) as unknown as Uri,
    );
    sent = { uri: result as never, getText: () => 'sent' };
    screen.edited = sides;
    for (const side of sides) screen.documents.set(side.toString(), 'as it was');
    screen.tabs = [{ base: sides[0]!, input1: sides[1]!, input2: sides[2]!, result }];
  });

  it('is closed once all its sides show what was sent, since VS Code asks of one with conflicts', async () => {
    const closed = closeMerges(snapshots, sent);
    for (const side of sides.slice(0, 2)) show(side, 'sent');
    expect(screen.tabs).toHaveLength(1);
    show(sides[2]!, 'sent');
    await closed;
    expect(screen.tabs).toEqual([]);
  });

  it.each([
    ['its result is saved again', () => saving.fire({ document: { uri: result }, reason: 1 })],
    ['its result is closed', () => closing.fire({ uri: result })],
  ])('stays, and nothing waits for it, where a side never shows that and %s', async (_, end) => {
    const closed = closeMerges(snapshots, sent);
    show(sides[0]!, 'sent');
    end();
    await closed;
    expect(screen.tabs).toHaveLength(1);
  });

  it('waits on where another document is saved or closed', async () => {
    const closed = closeMerges(snapshots, sent);
    saving.fire({ document: { uri: Uri.from({ scheme: 'file', path: '/other' }) }, reason: 1 });
    closing.fire({ uri: Uri.from({ scheme: 'file', path: '/other' }) });
    for (const side of sides) show(side, 'sent');
    await closed;
    expect(screen.tabs).toEqual([]);
  });
});
