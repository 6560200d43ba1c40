import { beforeEach, describe, expect, it } from 'vitest';
import { RenamedDocuments } from '../../../../../src/editor/spec/document/renamedDocuments.js';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import type { Uri } from '../../fakeVscode.js';
import { clearScreen, screen, TabInputText, workspace } from '../../fakeVscode.js';

const address = { account: 'me', segments: ['s', 'thing', '1'] };
const at = (name: string): Uri => documentUri(address, 'spec', 'yaml', name);

describe('documents of a renamed resource', () => {
  let documents: RenamedDocuments;
  let moved: string[];

  beforeEach(() => {
    clearScreen();
    documents = new RenamedDocuments();
    moved = [];
    const rename = (from: Uri, to: Uri): Promise<void> => {
      moved.push(`${from.path} → ${to.path}`);
      expect(documents.isAwaited(to as never)).toBe(true);
      documents.arrive(from as never, to as never);
      expect(documents.isAwaited(to as never)).toBe(false);
      return Promise.resolve();
    };
    Object.assign(workspace, { fs: { rename } });
  });

  it('move to an address that ends in the new name, each once', async () => {
    screen.tabs = [at('old'), at('old'), at('new')].map((uri) => new TabInputText(uri));
    await documents.follow(address, 'new');
    expect(moved).toEqual(['/me/s/thing/1.spec/old.yaml → /me/s/thing/1.spec/new.yaml']);
  });

  it('stay where they are while they hold an edit, and follow once it was saved', async () => {
    screen.edited = [at('old')];
    await documents.follow(address, 'new');
    expect(moved).toEqual([]);
    screen.edited = [];
    screen.tabs = [new TabInputText(at('old'))];
    await documents.saved(at('old') as never);
    await documents.saved(at('old') as never);
    expect(moved).toHaveLength(1);
  });

  it('never move to another resource, or unasked', () => {
    const other = documentUri({ ...address, segments: ['s', 'thing', '2'] }, 'spec', 'yaml', 'old');
    expect(() => documents.arrive(at('old') as never, other)).toThrow();
    expect(() => documents.arrive(at('old') as never, at('new') as never)).toThrow();
  });
});
