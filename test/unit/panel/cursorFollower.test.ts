import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { CursorFollower } from '../../../src/editor/panel/specEdits.js';
import type { ResourceAddress } from '../../../src/resource/address.js';

const address: ResourceAddress = { account: 'me', segments: ['s', 'thing', 'a'] };
const text = '{"pools": [{"name": "x", "size": 3}]}';

let move: (event: { readonly textEditor: unknown }) => void;
let isShown: boolean;
const revealField = vi.fn();
let follower: CursorFollower;

const editor = (path: string, at: string): unknown => ({
  document: {
    ...{ uri: vscode.Uri.parse(path), version: 1, isClosed: false, getText: () => text },
    offsetAt: () => text.indexOf(at),
  },
  selection: { active: { line: 0, character: 0 } },
});
const SPEC = 'ovhapi:/me/s/thing/a.json';

beforeEach(() => {
  vi.useFakeTimers();
  revealField.mockReset();
  isShown = true;
  Object.assign(vscode.window, {
    activeTextEditor: undefined,
    onDidChangeTextEditorSelection: (listener: typeof move) => {
      move = listener;
      return { dispose: () => undefined };
    },
  });
  follower = new CursorFollower({ revealField, isShown: () => isShown });
});

afterEach(() => {
  follower.dispose();
  vi.useRealTimers();
});

it('the panel follows the cursor of a spec to the field where it rests', () => {
  move({ textEditor: editor(SPEC, '"x"') });
  move({ textEditor: editor(SPEC, '3') });
  expect(revealField).not.toHaveBeenCalled();
  vi.runAllTimers();
  const place = { path: ['pools', 0, 'size'], spec: JSON.parse(text) as unknown };
  expect(revealField.mock.calls).toEqual([[address, place, false]]);
});

it('no text is read for its cursor while no panel shows its resource, or where it is no spec', () => {
  isShown = false;
  move({ textEditor: editor(SPEC, '3') });
  vi.runAllTimers();
  isShown = true;
  move({ textEditor: editor('file:///a.json', '3') });
  vi.runAllTimers();
  expect(revealField).not.toHaveBeenCalled();
});

it('the command goes to the field of the cursor, though no panel shows its resource yet', () => {
  isShown = false;
  Object.assign(vscode.window, { activeTextEditor: editor(SPEC, '3') });
  follower.goToPanel();
  expect(revealField).toHaveBeenCalledWith(
    address,
    expect.objectContaining({ path: ['pools', 0, 'size'] }),
    true,
  );
});
