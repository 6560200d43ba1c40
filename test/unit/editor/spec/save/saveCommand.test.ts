import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SaveRefusal } from '../../../../../src/editor/spec/document/saveRefusal.js';
import { clearScreen, screen, Uri, window, workspace } from '../../fakeVscode.js';

const { SaveCommand } = await import('../../../../../src/editor/spec/save/saveCommand.js');
const { SaveReports } = await import('../../../../../src/editor/spec/save/saveRefusals.js');
const { SentFirst } = await import('../../../../../src/editor/spec/save/sentFirst.js');

const uri = Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/1.json' }) as never;

/** A document in front of a cloud that answers as `cloud` says; saving it writes what `SentFirst` has not sent yet. */
function opened(cloud: (text: string) => Promise<void>) {
  const sent: string[] = [];
  const told: string[] = [];
  const first = new SentFirst<void>();
  const send = async (text: string): Promise<void> => {
    sent.push(text);
    await cloud(text);
  };
  const document = {
    uri,
    text: 'mine',
    isDirty: true,
    getText: () => document.text,
    // As VS Code does: a save of a text that is being saved is that save.
    save: (): Promise<boolean> => (saving ??= write().finally(() => (saving = undefined))),
  };
  let saving: Promise<boolean> | undefined;
  const write = async (): Promise<boolean> => {
    const { text } = document;
    if (document.isDirty) await first.take(uri, text, () => send(text));
    document.isDirty = document.text !== text;
    return true;
  };
  vi.spyOn(workspace, 'textDocuments', 'get').mockReturnValue([document]);
  const sender = {
    send: (_: unknown, text: string) => first.send(uri, text, () => send(text)),
    typedMeanwhile: () => Promise.resolve(void told.push('typed meanwhile')),
    reports: new SaveReports(),
  };
  const again: boolean[] = [];
  const command = new SaveCommand({ specs: sender, drafts: sender }, (_, isSame) =>
    Promise.resolve(void again.push(isSame)),
  );
  screen.commands.set('ovhApi.spec.save', () => command.save(uri));
  const { reports } = sender;
  return { document, sent, told, again, command, reports, save: () => command.save(uri) };
}

const shown = (): readonly string[] => screen.messages.map(({ severity, text }) => `${severity}: ${text}`);

describe('a save by the command', () => {
  beforeEach(clearScreen);

  it('sends once, and VS Code saves what was accepted', async () => {
    const { document, sent, save } = opened(() => Promise.resolve());
    await save();
    expect({ sent, isDirty: document.isDirty, shown: shown() }).toEqual({
      sent: ['mine'],
      isDirty: false,
      shown: [],
    });
  });

  it('that the person stopped is no error', async () => {
    const stopped = new SaveRefusal('Save canceled.', { isWanted: true });
    const { document, save } = opened(() => Promise.reject(stopped));
    await save();
    expect(shown()).toEqual(['status: $(info) Save canceled.']);
    expect(document.isDirty).toBe(true);
  });

  it('that the person stopped is reported until a later save of the document is under way, or for some seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ended: number[] = [];
    let shownMessages = 0;
    const bar = vi.spyOn(window, 'setStatusBarMessage').mockImplementation(((
      _: string,
      end: Promise<void>,
    ) => {
      const number = (shownMessages += 1);
      void end.then(() => ended.push(number));
    }) as never);
    let stop = (): void => undefined;
    const { save, reports } = opened(
      () =>
        new Promise((_, reject) => {
          stop = () => {
            reject(new SaveRefusal('Save canceled.', { isWanted: true }));
          };
        }),
    );
    const saveAndStop = async (): Promise<void> => {
      const saved = save();
      await vi.advanceTimersByTimeAsync(0);
      stop();
      await saved;
    };
    await saveAndStop();
    reports.begin(Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/2.json' }) as never);
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([]);
    // The next one is still being asked about.
    const next = save();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual([1]);
    stop();
    await next;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(ended).toEqual([1, 2]);
    vi.useRealTimers();
    bar.mockRestore();
  });

  it('that the API refused is one sentence, by which it can be tried again', async () => {
    let refusals = 1;
    const { document, sent, save } = opened(() =>
      refusals-- > 0 ? Promise.reject(new SaveRefusal('Too plain.')) : Promise.resolve(),
    );
    screen.press = (_, buttons) => buttons[0];
    await save();
    await vi.waitFor(() => {
      expect(document.isDirty).toBe(false);
    });
    expect(shown()).toEqual(['error: 1.json: Too plain.']);
    expect(sent).toEqual(['mine', 'mine']);
  });

  it('that is one of several is named where it is refused: VS Code shows the same sentence once', async () => {
    const { command } = opened(() => Promise.reject(new SaveRefusal('Too plain.')));
    const other = Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/2.json' }) as never;
    vi.spyOn(workspace, 'textDocuments', 'get').mockReturnValue(
      [uri, other].map((one) => ({ uri: one, isDirty: true, getText: () => 'mine' })) as never,
    );
    for (const one of [uri, other]) await command.save(one);
    expect(shown()).toEqual(['error: 1.json: Too plain.', 'error: 2.json: Too plain.']);
  });

  it('that the account’s kind refuses offers what helps in place of the same save', async () => {
    const remedy = { label: 'Account Safeguards…', command: 'ovhApi.accounts.safeguards', argument: 'me' };
    const { sent, save } = opened(() => Promise.reject(new SaveRefusal('Me is read-only.', { remedy })));
    const shownTo: unknown[] = [];
    screen.commands.set('ovhApi.accounts.safeguards', (account) => shownTo.push(account));
    screen.press = (_, buttons) => buttons[0];
    await save();
    await vi.waitFor(() => {
      expect(shownTo).toEqual(['me']);
    });
    expect(screen.messages).toMatchObject([
      { text: '1.json: Me is read-only.', buttons: ['Account Safeguards…'] },
    ]);
    expect(sent).toEqual(['mine']);
  });

  it('says that nothing is left to save where the document was saved before its message was answered', async () => {
    const { document, sent, save } = opened(() => Promise.reject(new SaveRefusal('Too plain.')));
    screen.press = (_, buttons) => {
      document.isDirty = false;
      return buttons[0];
    };
    await save();
    await vi.waitFor(() => {
      expect(shown()).toEqual([
        'error: 1.json: Too plain.',
        'status: $(check) There’s nothing left to save.',
      ]);
    });
    expect(sent).toEqual(['mine']);
  });

  it('leaves what was typed meanwhile an edit', async () => {
    const { document, told, save } = opened(() => {
      document.text = 'mine, and more';
      return Promise.resolve();
    });
    await save();
    expect(document.isDirty).toBe(true);
    expect(told).toEqual(['typed meanwhile']);
  });

  it('that is requested twice is sent once', async () => {
    let take = (): void => undefined;
    const { sent, save } = opened(() => new Promise((resolve) => (take = resolve)));
    const saves = [save(), save()];
    take();
    await Promise.all(saves);
    expect(sent).toEqual(['mine']);
  });

  it('shows what the save under way waits for when it is requested again', async () => {
    let take = (): void => undefined;
    const { document, again, save } = opened(() => new Promise((resolve) => (take = resolve)));
    const saves = [save(), save()];
    document.text = 'mine, and more';
    saves.push(save());
    await vi.waitFor(() => {
      expect(again).toEqual([true, false]);
    });
    take();
    await Promise.all(saves.slice(0, 2));
    take();
    await saves[2];
  });

  it('and one of VS Code’s own at the same time send once', async () => {
    let take = (): void => undefined;
    const { document, sent, save } = opened(() => new Promise((resolve) => (take = resolve)));
    const saves = [save(), document.save()];
    take();
    await Promise.all(saves);
    expect(sent).toEqual(['mine']);
  });

  it('ends one of VS Code’s own that waited for it, where the document is another by then', async () => {
    let refuse = (_: unknown): void => undefined;
    const { document, sent, save } = opened(() => new Promise((_, reject) => (refuse = reject)));
    const saves = [save(), document.save().catch(String)];
    document.text = 'the merge';
    refuse(new SaveRefusal('Look first.', { isWanted: true }));
    expect(await Promise.all(saves)).toEqual([undefined, 'Look first.']);
    expect(sent).toEqual(['mine']);
  });

  it('of what VS Code calls saved is VS Code’s own', async () => {
    const { document, sent, save } = opened(() => Promise.resolve());
    document.isDirty = false;
    let saves = 0;
    screen.commands.set('workbench.action.files.save', () => (saves += 1));
    await save();
    expect({ sent, saves }).toEqual({ sent: [], saves: 1 });
  });
});
