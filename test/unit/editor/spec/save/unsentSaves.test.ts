import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SaveRefusal } from '../../../../../src/editor/spec/document/saveRefusal.js';
import { UnsentSaves } from '../../../../../src/editor/spec/save/unsentSaves.js';
import {
  clearScreen,
  Position,
  saved,
  saving,
  screen,
  TextDocumentSaveReason,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from '../../fakeVscode.js';

const uri = Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/1.json' }) as never;
const canceled = new SaveRefusal('Save canceled.', { isWanted: true });
const refused = new SaveRefusal('Too plain.');

/** A file as VS Code has it: a save leaves it an edit where it was edited meanwhile. */
function opened(text = '{"name": "mine"}\n') {
  const saves = new UnsentSaves('ovhapi');
  onTestFinished(() => {
    saves.dispose();
  });
  const file = { uri, isDirty: true, version: 1, text, isDirtyForVsCode: true };
  const document = {
    ...{ uri, getText: () => file.text, positionAt: (offset: number) => new Position(0, offset) },
    get isDirty() {
      return file.isDirty;
    },
  };
  vi.spyOn(workspace, 'textDocuments', 'get').mockReturnValue([document]);
  const edited = vi.spyOn(workspace, 'applyEdit').mockImplementation(() => {
    file.version += 1;
    file.isDirty = true;
    return Promise.resolve(true);
  });
  /** What VS Code shows of a save; `undefined` where it shows nothing. */
  const save = async (
    work: () => Promise<string>,
    reason: number | 'unknown' = TextDocumentSaveReason.Manual,
  ): Promise<unknown> => {
    const { version } = file;
    if (reason !== 'unknown') saving.fire({ document, reason });
    try {
      await saves.write(uri, work);
    } catch (failure) {
      return failure;
    }
    file.isDirtyForVsCode = version !== file.version;
    file.isDirty = false;
    saved.fire(document);
    await vi.waitFor(() => {
      expect(file.isDirty).toBe(file.isDirtyForVsCode);
    });
    return undefined;
  };
  return { saves, file, edited, save };
}

const shown = (): readonly string[] => screen.messages.map(({ severity, text }) => `${severity}: ${text}`);

describe('a save of VS Code’s own', () => {
  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
  });

  it('that was sent is a save', async () => {
    const { file, edited, save } = opened();
    expect(await save(() => Promise.resolve('done'))).toBeUndefined();
    expect({ isDirty: file.isDirty, edits: edited.mock.calls.length, shown: shown() }).toEqual({
      isDirty: false,
      edits: 0,
      shown: [],
    });
  });

  it.each([
    ['that the person stopped', canceled, ['status: $(info) Save canceled.']],
    ['that the API refused', refused, ['error: 1.json: Too plain.']],
  ])('%s leaves the edit, to VS Code and to extensions, without VS Code’s error', async (_, end, said) => {
    const { saves, file, save } = opened();
    expect(await save(() => Promise.reject(end))).toBeUndefined();
    expect(file).toMatchObject({ text: '{"name": "mine"}\n', isDirty: true, isDirtyForVsCode: true });
    expect(shown()).toEqual(said);
    await vi.waitFor(() => {
      expect(saves.isUnsent(uri)).toBe(false);
    });
  });

  it('ends what is said of one that was stopped before', async () => {
    let ended = false;
    vi.spyOn(window, 'setStatusBarMessage').mockImplementationOnce(((_: string, end: Promise<void>) => {
      void end.then(() => (ended = true));
    }) as never);
    const { save } = opened();
    await save(() => Promise.reject(canceled));
    expect(ended).toBe(false);
    const asked: boolean[] = [];
    await save(async () => {
      await Promise.resolve();
      await Promise.resolve();
      asked.push(ended);
      return 'done';
    });
    expect(asked).toEqual([true]);
  });

  it('is no edit any more after it was sent at last', async () => {
    const { file, save } = opened();
    await save(() => Promise.reject(canceled));
    await save(() => Promise.resolve('done'));
    expect(file).toMatchObject({ isDirty: false, isDirtyForVsCode: false });
  });

  it('when the focus leaves is no error either', async () => {
    const { save } = opened();
    expect(await save(() => Promise.reject(canceled), TextDocumentSaveReason.FocusOut)).toBeUndefined();
  });

  it('after a delay is VS Code’s error: an edit would have it save again and again', async () => {
    const { edited, save } = opened();
    expect(await save(() => Promise.reject(canceled), TextDocumentSaveReason.AfterDelay)).toBe(canceled);
    screen.settings.set('files.autoSave', 'afterDelay');
    expect(await save(() => Promise.reject(canceled), 'unknown')).toBe(canceled);
    expect(edited).not.toHaveBeenCalled();
    expect(shown()).toEqual([]);
  });

  it('that fails otherwise is VS Code’s error', async () => {
    const { save } = opened();
    const failure = new Error('bug');
    expect(await save(() => Promise.reject(failure))).toBe(failure);
  });

  it('of what is no edit, or can’t be edited, throws', async () => {
    const { file, edited, save } = opened();
    edited.mockResolvedValue(false);
    expect(await save(() => Promise.reject(refused))).toBe(refused);
    file.isDirty = false;
    edited.mockClear();
    expect(await save(() => Promise.reject(refused))).toBe(refused);
    expect(edited).not.toHaveBeenCalled();
  });

  it.each([
    ['{"a": 1}\n', '}'],
    ['name: 😀\n\n', '😀'],
  ])('replaces the last character of %j by itself', async (text, last) => {
    const replace = vi.spyOn(WorkspaceEdit.prototype, 'replace');
    await opened(text).save(() => Promise.reject(canceled));
    const [, { start, end }, by] = replace.mock.calls[0]!;
    expect(by).toBe(last);
    expect(text.slice(start.character, end.character)).toBe(last);
  });

  it('has its own change of the text known as such while it is made', async () => {
    const { saves, edited } = opened();
    const seen: boolean[] = [];
    edited.mockImplementation(() => {
      seen.push(saves.isTouch(uri));
      return Promise.resolve(true);
    });
    await saves.write(uri, () => Promise.reject(canceled));
    expect([...seen, saves.isTouch(uri)]).toEqual([true, false]);
  });
});
