import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ComparisonReports } from '../../../../../src/editor/versions/report/comparisonReports.js';
import { compareDocuments } from '../../../../../src/schema/comparison/compareDocuments.js';
import { document, operation } from '../../../schema/documents.js';
import { clearScreen, screen, Uri, window } from '../../fakeVscode.js';

describe('exporting differences', () => {
  const file = Uri.from({ scheme: 'file', path: '/w/differences.md' });
  const failures: unknown[] = [];

  beforeEach(() => {
    clearScreen();
    failures.length = 0;
    screen.saveTo = file;
    vi.spyOn(window, 'showQuickPick').mockImplementation((([markdown]: readonly unknown[]) =>
      Promise.resolve(markdown)) as never);
    screen.files.set(file.toString(), new TextEncoder().encode('saved'));
  });

  /** Exports all differences of two documents of which one lacks an operation, and waits until the file is shown. */
  async function exportAll(): Promise<void> {
    const shown = vi.spyOn(window, 'showTextDocument').mockClear();
    const [before, after] = [document({ '/shop/key': { get: operation() } }), document({})];
    const changes = compareDocuments(before, after);
    const reports = new ComparisonReports({
      extensionUri: Uri.from({ scheme: 'file', path: '/' }) as never,
      reportFailure: (failure) => failures.push(failure),
    });
    reports.show({
      ...{ title: 'v1.0 → v2.0', names: ['v1.0', 'v2.0'], notes: [] },
      sections: [
        {
          name: '/shop',
          before: { document: before, uri: 'shop.json' },
          after: { document: after, uri: 'shop.json' },
          changes,
        },
      ],
    });
    screen.panels[0]?.send({ kind: 'export', ids: changes.map((_, id) => id) });
    await vi.waitFor(() => {
      expect(shown).toHaveBeenCalledWith(file);
    });
    reports.dispose();
    expect(failures).toEqual([]);
  }
  const written = (): string => new TextDecoder().decode(screen.files.get(file.toString()));

  it('writes the file that was chosen', async () => {
    await exportAll();
    expect(written()).toContain('GET /shop/key');
  });

  it('edits the open document where that has unsaved text, and never writes the file behind it', async () => {
    screen.documents.set(file.toString(), 'typed');
    screen.edited = [file];
    await exportAll();
    expect(written()).toBe('saved');
    expect(screen.documents.get(file.toString())).toContain('GET /shop/key');
  });
});
