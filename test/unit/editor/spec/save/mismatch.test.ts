import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import { resolveMismatch, type MismatchOutcome } from '../../../../../src/editor/spec/save/mismatch.js';
import type { SpecBase } from '../../../../../src/resource/specBase.js';
import { SpecSnapshots } from '../../../../../src/editor/spec/document/specSnapshots.js';
import type { Connection } from '../../../../../src/editor/connections/connections.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { clearScreen, screen } from '../../fakeVscode.js';
import { itemKind } from '../../explorer/items.js';

const base: SpecBase = {
  address: { account: 'a', segments: ['things', '1'] },
  item: itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id' }),
  text: '{\n  "name": "one",\n  "size": 1\n}\n',
  checksum: 'old',
  schemaVersion: undefined,
  displayName: 'one',
  status: undefined,
};

interface MergeInput {
  readonly base: vscode.Uri;
  readonly input1: { readonly uri: vscode.Uri };
  readonly input2: { readonly uri: vscode.Uri };
  readonly output: vscode.Uri;
}

describe('the resource has changed since it was read', () => {
  let snapshots: SpecSnapshots;
  let theirs: Readonly<Record<string, unknown>>;
  const uri = documentUri(base.address, 'spec', 'json');
  const document = uri.toString();
  const resolve = (mine: string, text = base.text): Promise<MismatchOutcome> => {
    const api = fakeApi(() => ({ body: { id: '1', checksum: 'new', targetSpec: theirs } }));
    const connection = { api } as unknown as Connection;
    return resolveMismatch({ uri, connection, snapshots, base: { ...base, text }, mine, format: 'json' });
  };

  beforeEach(() => {
    clearScreen();
    snapshots = new SpecSnapshots();
  });

  it('to just this, so there is nothing left to send', async () => {
    theirs = { size: 1, name: 'mine' };
    expect(await resolve('{"name": "mine", "size": 1}')).toMatchObject({
      kind: 'taken',
      base: { checksum: 'new' },
    });
    expect(screen.messages).toEqual([]);
  });

  it('to all of this and more, since a merged save was accepted whose response got lost', async () => {
    theirs = { size: 1, name: 'mine', label: 'theirs' };
    expect(await resolve('{"name": "mine", "size": 1}')).toMatchObject({ kind: 'taken' });
    expect(screen.messages).toEqual([]);
  });

  it('needs no question when nothing but the checksum changed', async () => {
    theirs = { size: 1, name: 'one' };
    expect(await resolve('{"name": "mine", "size": 1}')).toMatchObject({
      kind: 'moved',
      base: { checksum: 'new' },
    });
    expect(screen.messages).toEqual([]);
  });

  describe('and the same field', () => {
    const mine = '{"name": "mine", "size": 1}';
    beforeEach(() => {
      theirs = { name: 'theirs', size: 2 };
      screen.documents.set(document, mine);
    });

    it('is merged in the merge editor: my value stays in the document, the next save is compared with theirs', async () => {
      const opened: MergeInput[] = [];
      screen.commands.set('_open.mergeEditor', (input) => opened.push(input as MergeInput));
      screen.press = (_, buttons) => buttons.find((button) => button === 'Merge…');
      const outcome = await resolve(mine);
      const merged = screen.documents.get(document);
      // VS Code saves the document while it opens the merge editor.
      expect(outcome).toMatchObject({ kind: 'look', base: { checksum: 'new' }, ownSave: merged });
      expect(JSON.parse(merged ?? '')).toEqual({ name: 'mine', size: 2 });
      const { base: was, input1, input2, output } = opened[0]!;
      expect(output.toString()).toBe(document);
      const shown = [was, input1.uri, input2.uri].map((uri): unknown =>
        JSON.parse(snapshots.provideTextDocumentContent(uri) ?? ''),
      );
      expect(shown).toEqual([{ name: 'one', size: 1 }, theirs, { name: 'mine', size: 1 }]);
    });

    it('is compared where the editor has no merge editor, and the document stays', async () => {
      const opened: vscode.Uri[] = [];
      screen.commands.set('vscode.diff', (...sides) => opened.push(...(sides.slice(0, 2) as vscode.Uri[])));
      screen.press = (_, buttons) => buttons[0];
      const outcome = await resolve(mine);
      expect(outcome).toMatchObject({ kind: 'look', base: { checksum: 'new' } });
      expect(screen.messages[0]?.buttons).toEqual(['Compare']);
      // What it shows is what the next save is judged against, whatever becomes of the cloud meanwhile.
      const [cloud, edit] = opened;
      const next = outcome.kind === 'look' ? outcome.base.text : '';
      expect(snapshots.provideTextDocumentContent(cloud!)).toBe(next);
      expect(edit?.toString()).toBe(document);
      expect(screen.documents.get(document)).toBe(mine);
    });
  });

  describe('and another field', () => {
    const mine = '{"name": "mine", "size": 1}';
    beforeEach(() => {
      theirs = { name: 'one', size: 2 };
      screen.documents.set(document, mine);
    });

    it('can be saved merged, after a message that names both sides', async () => {
      screen.press = () => 'Save Merged Version';
      const outcome = await resolve(mine);
      expect(screen.messages[0]?.detail).toMatch(/size: 1 → 2[\s\S]*name: "one" → "mine"/);
      expect(outcome).toMatchObject({ kind: 'merged', base: { checksum: 'new' } });
      expect(screen.documents.get(document)).toBe(mine);
    });

    it('can be looked at first: the document then holds what would be sent', async () => {
      const opened: unknown[][] = [];
      screen.commands.set('vscode.diff', (...sides) => opened.push([...sides]));
      screen.press = () => 'Show';
      expect(await resolve(mine)).toMatchObject({ kind: 'look', base: { checksum: 'new' } });
      expect(JSON.parse(screen.documents.get(document) ?? '')).toEqual({ name: 'mine', size: 2 });
      expect(String(opened[0]?.[1])).toBe(document);
    });

    it('is merged into what the document says by then, with its comments', async () => {
      screen.commands.set('vscode.diff', () => undefined);
      screen.press = () => {
        screen.documents.set(document, '{\n  // typed meanwhile\n  "name": "mine too",\n  "size": 1\n}');
        return 'Show';
      };
      expect(await resolve(mine)).toMatchObject({ kind: 'look', isShown: true });
      expect(screen.documents.get(document)).toBe(
        '{\n  // typed meanwhile\n  "name": "mine too",\n  "size": 2\n}',
      );
    });

    it('is merged into what is typed while a large spec is merged, too', async () => {
      const labels = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`label-${at}`, 'x']));
      const large = (name: string): string => JSON.stringify({ name, size: 1, labels });
      theirs = { name: 'one', size: 2, labels };
      screen.commands.set('vscode.diff', () => undefined);
      screen.documents.set(document, large('mine'));
      screen.press = () => {
        // The first rest of the merge, which takes some tenths of a second.
        setImmediate(() => setImmediate(() => screen.documents.set(document, large('mine too'))));
        return 'Show';
      };
      expect(await resolve(large('mine'), large('one'))).toMatchObject({ kind: 'look', isShown: true });
      expect(JSON.parse(screen.documents.get(document) ?? '')).toEqual({ name: 'mine too', size: 2, labels });
    });

    it('leaves the document as it is while its text is no spec', async () => {
      screen.commands.set('vscode.diff', () => undefined);
      screen.press = () => {
        screen.documents.set(document, '{"name": "mi');
        return 'Show';
      };
      expect(await resolve(mine)).toMatchObject({ kind: 'look', isShown: false });
      expect(screen.documents.get(document)).toBe('{"name": "mi');
    });

    it('is left alone when the question is closed', async () => {
      expect(await resolve(mine)).toEqual({ kind: 'keep' });
      expect(screen.documents.get(document)).toBe(mine);
    });
  });
});

describe('a side of a comparison', () => {
  it('of an earlier window has no text, since VS Code would save the result of a merge that it can open', () => {
    clearScreen();
    vi.useFakeTimers({ toFake: ['Date'] });
    const snapshots = new SpecSnapshots();
    const uri = snapshots.add('/a/things/1.json', 'base', 'text');
    expect(snapshots.provideTextDocumentContent(uri)).toBe('text');
    vi.advanceTimersByTime(1);
    expect(new SpecSnapshots().provideTextDocumentContent(uri)).toBeUndefined();
    vi.useRealTimers();
  });

  it('is forgotten after many newer ones', () => {
    const snapshots = new SpecSnapshots();
    const first = snapshots.add('/a/things/1.json', 'base', 'first');
    const yaml = snapshots.add('/a/things/1.yaml', 'base', 'first');
    const later = Array.from({ length: 30 }, () => snapshots.add('/a/things/1.json', 'mine', 'later'));
    expect(snapshots.provideTextDocumentContent(first)).toMatch(
      /^\/\/ This comparison is no longer available/,
    );
    expect(snapshots.provideTextDocumentContent(yaml)).toMatch(/^# This comparison/);
    expect(new Set(later.map((uri) => snapshots.provideTextDocumentContent(uri)))).toEqual(
      new Set(['later']),
    );
  });
});
