import { beforeEach, expect, test } from 'vitest';
import { AccountMarks } from '../../../../../src/editor/spec/document/accountMarks.js';
import { clearScreen, closing, EventEmitter, opening, screen, Uri } from '../../fakeVscode.js';

const spec = Uri.from({ scheme: 'ovhapi', path: '/mine/cloud/project/p.json' });
const draft = Uri.from({ scheme: 'ovhapi-new', path: '/mine/cloud/project/new-project.json' });
const file = Uri.from({ scheme: 'file', path: '/mine/cloud/project/p.json' });
const marks = (uri: Uri): readonly string[] =>
  (screen.diagnostics.get(uri.toString()) ?? []).map(({ message }) => message);

let signedIn: Set<string>;
let changes: EventEmitter<void>;
beforeEach(() => {
  clearScreen();
  signedIn = new Set(['mine']);
  changes = new EventEmitter<void>();
  new AccountMarks({
    has: (id) => signedIn.has(id),
    onDidChangeAccount: changes.event as never,
  });
});

test('documents say that their account went, drafts too, and stop saying it when it is back', () => {
  screen.edited = [spec, draft, file];
  signedIn.clear();
  changes.fire();
  expect(marks(spec)).toEqual([expect.stringMatching(/signed out .* Your changes are kept/)]);
  expect(marks(draft)).toHaveLength(1);
  expect(marks(file)).toEqual([]);
  signedIn.add('mine');
  changes.fire();
  expect([...marks(spec), ...marks(draft)]).toEqual([]);
});

test('a document that is opened for an account that is not there says so until it is closed', () => {
  opening.fire({ uri: spec });
  expect(marks(spec)).toEqual([]);
  signedIn.clear();
  opening.fire({ uri: spec });
  expect(marks(spec)).toHaveLength(1);
  closing.fire({ uri: spec });
  expect(marks(spec)).toEqual([]);
});
