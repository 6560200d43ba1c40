import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeFileText } from '../../../../src/editor/shell/writeFileText.js';
import { clearScreen, screen, Uri, workspace } from '../fakeVscode.js';

const file = Uri.from({ scheme: 'file', path: '/home/a/changes.md' }) as never;
const written = (): string | undefined => {
  const bytes = screen.files.get(String(file));
  return bytes && new TextDecoder().decode(bytes);
};

describe('a file that the person chose to write', () => {
  beforeEach(clearScreen);

  it('is written where no edit of it is open', async () => {
    expect(await writeFileText(file, 'new')).toBe(true);
    expect(written()).toBe('new');
  });

  it('is edited where it has text that isn’t saved, and isn’t written behind it', async () => {
    screen.edited = [file];
    expect(await writeFileText(file, 'new')).toBe(false);
    expect([screen.documents.get(String(file)), written()]).toEqual(['new', undefined]);
  });

  it('that VS Code doesn’t edit is reported by name, and isn’t written either', async () => {
    screen.edited = [file];
    vi.spyOn(workspace, 'applyEdit').mockResolvedValue(false);
    await expect(writeFileText(file, 'new')).rejects.toThrow(
      'Couldn’t write home/a/changes.md: it is open with unsaved changes.',
    );
    expect(written()).toBeUndefined();
  });
});
