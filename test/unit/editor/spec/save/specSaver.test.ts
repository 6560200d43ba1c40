import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WritableFields } from '../../../../../src/schema/writableFields.js';
import { taking } from '../../../resource/writableBuilder.js';
import type { ApiRequest } from '../../../../../src/api/api.js';
import type { Connection } from '../../../../../src/editor/connections/connections.js';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import { OpenSpecs } from '../../../../../src/editor/spec/document/openSpecs.js';
import type { SpecBase } from '../../../../../src/resource/specBase.js';
import { SpecDiagnostics } from '../../../../../src/editor/spec/document/specDiagnostics.js';
import { SaveRefusal } from '../../../../../src/editor/spec/document/saveRefusal.js';
import type { SpecSaver } from '../../../../../src/editor/spec/save/specSaver.js';
import { fakeApi, type FakeAnswer } from '../../../schema/fakeApi.js';
import type { ResourceSnapshot } from '../../../../../src/resource/snapshot.js';
import type { ResourceAddress } from '../../../../../src/resource/address.js';
import type { ResourceWatcher } from '../../../../../src/resource/watch.js';
import { snapshot } from '../../../resource/readings.js';
import { KeptBases } from '../../../../../src/editor/spec/document/keptBases.js';
import { FakeMemento } from '../../fakeContext.js';
import { clearScreen, saving, screen, TextDocumentSaveReason } from '../../fakeVscode.js';
import { base, makeSaver, mine } from '../../saveOne.js';

const uri = documentUri(base.address, 'spec');
const envelope = (targetSpec: unknown, checksum = 'new'): FakeAnswer => ({
  body: { id: '1', checksum, targetSpec, resourceStatus: 'READY' },
});
const stale: FakeAnswer = { status: 409, body: { message: 'ChecksumMismatch' } };

describe('a save', () => {
  let specs: OpenSpecs;
  let answer: (request: ApiRequest) => FakeAnswer;
  let asked: ApiRequest[];
  let saved: SpecBase[];
  let saver: SpecSaver;
  /** What a watcher reads next. */
  let reading: ResourceSnapshot | undefined;
  /** What a watcher was asked to read anew. */
  let refreshed: readonly ResourceAddress[];
  const puts = (): readonly ApiRequest[] => asked.filter(({ method }) => method === 'PUT');
  const save = (text = mine): Promise<void> => {
    const api = fakeApi((request) => answer(request));
    const connection = { api } as unknown as Connection;
    return saver
      .send(uri, connection, { text, isCommand: false })
      .then((done) => done())
      .finally(() => asked.push(...api.asked));
  };

  beforeEach(() => {
    clearScreen();
    screen.settings.set('ovhApi.confirmSave', 'never');
    [asked, saved, reading, refreshed] = [[], [], undefined, []];
    answer = () => envelope({ name: 'mine', size: 1 });
    specs = new OpenSpecs();
    specs.setBase(uri.toString(), base);
    const watcher: Pick<ResourceWatcher, 'watch' | 'refresh'> = {
      refresh: (address) => {
        refreshed = [...refreshed, address];
      },
      watch: (_, listener) => ({
        refresh: () => {
          const next = reading;
          if (next) queueMicrotask(() => listener(next));
        },
        setVisible: () => undefined,
        dispose: () => undefined,
      }),
    };
    saver = makeSaver({ specs, watcher, onSaved: (taken) => saved.push(taken) });
  });

  it('is one PUT with the checksum and the version that the document was read at, and nothing is read before', async () => {
    await save();
    expect(asked).toMatchObject([{ method: 'PUT', path: '/things/1', schemaVersion: '2.0' }]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      checksum: 'old',
      targetSpec: { name: 'mine', size: 1 },
    });
    expect(specs.base(uri.toString())?.checksum).toBe('new');
    expect(saved).toHaveLength(1);
  });

  it.each([
    ['the account is read-only', { safeguards: ['readOnly'] as const }, {}, 'Account Safeguards…'],
    ['the credential is refused', {}, { status: 401, body: { message: 'Log in' } }, 'Sign In Again…'],
    ['the API refuses the value', {}, { status: 400, body: { message: 'Too plain' } }, undefined],
  ])('says what helps where %s', async (_, guards, refused, label) => {
    answer = () => refused;
    const cloud = fakeApi((request) => answer(request));
    const connection = { api: { ...cloud, account: { ...cloud.account, ...guards } } };
    const sent = saver.send(uri, connection as unknown as Connection, { text: mine, isCommand: true });
    const refusal = await sent.catch((failure: unknown) => failure);
    expect(refusal).toBeInstanceOf(SaveRefusal);
    expect((refusal as SaveRefusal).remedy).toEqual(
      label && { label, command: expect.any(String) as string, argument: cloud.account.id },
    );
  });

  it('sends nothing when nothing changed', async () => {
    await save('// why\n{"size": 1, "name": "one",}');
    expect(asked).toEqual([]);
  });

  it('that the editor makes of its own accord sends nothing', async () => {
    for (const reason of [TextDocumentSaveReason.AfterDelay, TextDocumentSaveReason.FocusOut]) {
      saving.fire({ document: { uri }, reason });
      await expect(save()).rejects.toThrow(/Auto-save doesn’t change the cloud/);
    }
    expect(asked).toEqual([]);
    saving.fire({ document: { uri }, reason: TextDocumentSaveReason.Manual });
    await save();
    expect(puts()).toHaveLength(1);
  });

  it('that may be an auto-save is confirmed, whatever the settings say', async () => {
    screen.edited = [uri];
    await save();
    expect(puts()).toHaveLength(1);
    screen.settings.set('files.autoSave', 'afterDelay');
    await expect(save('{"name": "another", "size": 1}')).rejects.toThrow('Save canceled');
    expect(screen.messages).toHaveLength(1);
    screen.edited = [];
    await save('{"name": "another", "size": 1}');
    expect(puts()).toHaveLength(2);
  });

  it.each([
    ['409 of a stale checksum', stale],
    ['412', { status: 412, body: { message: 'precondition' } }],
  ])('that meets a %s is merged with what has changed since, once that was shown', async (_, first) => {
    screen.press = () => 'Save Merged Version';
    answer = ({ method, body = '' }) => {
      if (method === 'GET') return envelope({ name: 'one', size: 2 }, 'theirs');
      return body.includes('"old"') ? first : envelope({ name: 'mine', size: 2 }, 'merged');
    };
    await save();
    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET', 'PUT']);
    expect(JSON.parse(puts()[1]?.body ?? '')).toEqual({
      checksum: 'theirs',
      targetSpec: { name: 'mine', size: 2 },
    });
    expect(screen.messages[0]?.detail).toContain('size: 1 → 2');
    expect(specs.base(uri.toString())?.checksum).toBe('merged');
  });

  describe('made for the update’s own model', () => {
    const writable: WritableFields = {
      ...taking(['name', 'size', 'userData'], { location: 'creation' }),
      writeOnly: new Map([['userData', 'A value wipes the disk']]),
    };
    const set = (parts: Partial<SpecBase['item']> = {}): void => {
      const fixed = [{ path: ['location'], value: 'GRA', reason: 'creation' as const }];
      specs.setBase(uri.toString(), { ...base, fixed, item: { ...base.item, writable, ...parts } });
    };

    it('leaves out a field fixed at creation that only repeats the resource', async () => {
      set();
      await save('{"name": "mine", "size": 1, "location": "GRA"}');
      expect(puts().map(({ body }) => JSON.parse(body ?? '') as unknown)).toEqual([
        { checksum: 'old', targetSpec: { name: 'mine', size: 1 } },
      ]);
    });

    it('sends nothing and names the field when a field fixed at creation was changed', async () => {
      set();
      await expect(save('{"name": "mine", "size": 1, "location": "BHS"}')).rejects.toThrow(
        /An update can’t change location/,
      );
      expect(asked).toEqual([]);
    });

    it('asks before it sets a field that the API never returns, although no question is wanted', async () => {
      set();
      await expect(save('{"name": "one", "size": 1, "userData": ""}')).rejects.toThrow();
      expect(asked).toEqual([]);
      expect(screen.messages[0]?.detail).toContain('userData');
      expect(screen.messages[0]?.detail).toContain('A value wipes the disk');
      screen.press = () => 'Send';
      await save('{"name": "one", "size": 1, "userData": ""}');
      expect(JSON.parse(puts()[0]?.body ?? '')).toEqual({
        checksum: 'old',
        targetSpec: { name: 'one', size: 1, userData: '' },
      });
    });

    it('reads the resource again when the update answers nothing', async () => {
      set({ answersUpdate: false });
      answer = ({ method }) =>
        method === 'PUT' ? { body: '' } : envelope({ name: 'mine', size: 1 }, 'reread');
      await save();
      expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET']);
      expect(specs.base(uri.toString())?.checksum).toBe('reread');
    });
  });

  it.each([
    ['another object', { result: 'error' }],
    ['a list', [42, null]],
    ['an object without its checksum', { id: '1', targetSpec: { name: 'mine' } }],
  ])('answered with %s is not believed, and its base stays', async (_, body) => {
    answer = () => ({ body });
    await expect(save()).rejects.toThrow();
    expect(specs.base(uri.toString())).toBe(base);
    expect(saved).toEqual([]);
  });

  describe('of a resource without a checksum', () => {
    const plain = { ...base, checksum: undefined, item: { ...base.item, takesChecksum: false } };
    const bare = (targetSpec: unknown): FakeAnswer => ({ body: { id: '1', targetSpec } });

    it('reads it again first, and sends when nothing has changed', async () => {
      specs.setBase(uri.toString(), plain);
      answer = ({ method }) => bare({ name: method === 'PUT' ? 'mine' : 'one', size: 1 });
      await save();
      expect(asked.map(({ method }) => method)).toEqual(['GET', 'PUT']);
    });

    it('goes through the conflict when it has changed, and keeps the other change', async () => {
      specs.setBase(uri.toString(), plain);
      screen.press = () => 'Save Merged Version';
      answer = ({ method, body = '' }) =>
        bare(
          method === 'PUT'
            ? (JSON.parse(body) as { targetSpec: unknown }).targetSpec
            : { name: 'one', size: 2 },
        );
      await save();
      expect(screen.messages[0]?.detail).toContain('size: 1 → 2');
      expect(puts().map(({ body }) => JSON.parse(body ?? '') as unknown)).toEqual([
        { targetSpec: { name: 'mine', size: 2 } },
      ]);
    });
  });

  it('that meets a checksum which moved alone says so, and is sent again with the new one', async () => {
    answer = ({ method, body = '' }) => {
      if (method === 'GET') return envelope({ size: 1, name: 'one' }, 'moved');
      return body.includes('"old"') ? stale : envelope({ name: 'mine', size: 1 }, 'newest');
    };
    await save();
    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET', 'PUT']);
    expect(JSON.parse(puts()[1]?.body ?? '')).toEqual({
      checksum: 'moved',
      targetSpec: { name: 'mine', size: 1 },
    });
    expect(screen.messages).toMatchObject([
      {
        text: expect.stringContaining('has changed since you opened it, but its spec is the same') as string,
      },
    ]);
    expect(specs.base(uri.toString())?.checksum).toBe('newest');
  });

  it('that meets a checksum which moves each time ends after a few tries, in the API’s words', async () => {
    let moves = 0;
    answer = ({ method }) =>
      method === 'GET' ? envelope({ name: 'one', size: 1 }, `moved ${(moves += 1)}`) : stale;
    await expect(save()).rejects.toThrow(
      /^Saving met a conflict, .* still the one that you opened\. .*ChecksumMismatch.* Save again to send the same changes once more\.$/,
    );
    expect(puts()).toHaveLength(4);
    expect(screen.messages).toHaveLength(1);
    expect(specs.base(uri.toString())).toBe(base);
  });

  it('that is refused for a checksum which is still the newest ends in the API’s words', async () => {
    answer = ({ method }) => (method === 'GET' ? envelope({ name: 'one', size: 1 }, 'old') : stale);
    await expect(save()).rejects.toThrow(
      /^Saving met a conflict, .* still the one that you opened\. .*ChecksumMismatch.* Save again to send the same changes once more\.$/,
    );
    expect(puts()).toHaveLength(1);
    expect(screen.messages).toEqual([]);
  });

  describe('after a merged version was saved', () => {
    /** Another client has set a label, and the API takes whatever is sent. */
    const world = (): void => {
      let [spec, checksum]: [unknown, string] = [{ name: 'one', size: 1, label: 'theirs' }, 'c1'];
      answer = ({ method, body = '' }) => {
        if (method === 'GET') return envelope(spec, checksum);
        const sent = JSON.parse(body) as { readonly checksum: string; readonly targetSpec: unknown };
        if (sent.checksum !== checksum) return stale;
        [spec, checksum] = [sent.targetSpec, `${checksum}'`];
        return envelope(spec, checksum);
      };
      screen.press = () => 'Save Merged Version';
    };
    const sent = (index: number): unknown => {
      const { targetSpec } = JSON.parse(puts()[index]?.body ?? '') as { readonly targetSpec: unknown };
      return targetSpec;
    };

    it('what was typed meanwhile is saved on top of it, and the other change stays', async () => {
      world();
      await save('{"name": "mine", "size": 1}');
      expect(sent(1)).toEqual({ name: 'mine', size: 1, label: 'theirs' });
      await save('{"name": "mine", "size": 7}');
      expect(sent(2)).toEqual({ name: 'mine', size: 7, label: 'theirs' });
    });

    it('saving the document again sends nothing', async () => {
      world();
      await save('{"name": "mine", "size": 1}');
      await save('{"name": "mine", "size": 1}');
      expect(puts()).toHaveLength(2);
    });

    it('asks when what was typed meanwhile conflicts with the other change', async () => {
      world();
      await save('{"name": "mine", "size": 1}');
      screen.messages.length = 0;
      screen.press = () => undefined;
      await expect(save('{"name": "mine", "size": 1, "label": "other"}')).rejects.toThrow();
      expect(screen.messages[0]?.detail).toContain('label');
      expect(puts()).toHaveLength(2);
    });

    /** Has what edits are made on outlive the window. */
    const keepBases = (): KeptBases => {
      const kept = new KeptBases(new FakeMemento() as never, {
        note: String,
        isKnownSecret: () => false,
      });
      specs = new OpenSpecs(kept);
      specs.setBase(uri.toString(), base);
      specs.setContent(uri.toString(), new Uint8Array(), false);
      saver = makeSaver({ specs });
      return kept;
    };

    it('the edit that was typed meanwhile outlives the window, with what it was made of', async () => {
      world();
      const kept = keepBases();
      screen.edited = [uri];
      screen.documents.set(uri.toString(), '{"name": "mine", "size": 7}');
      await save('{"name": "mine", "size": 1}');
      expect(JSON.parse(kept.get(uri.toString())?.ancestor ?? '')).toEqual({ name: 'mine', size: 1 });
      expect(kept.get(uri.toString())?.text).toContain('theirs');
    });

    it('what it was made of outlives the window until the editor counts just this text as saved', async () => {
      world();
      const kept = keepBases();
      const text = '{"name": "mine", "size": 1}';
      await save(text);
      expect(kept.get(uri.toString())?.text).toContain('theirs');
      specs.noteSaved(uri.toString(), '{"name": "mine", "size": 7}');
      expect(kept.get(uri.toString())).toBeDefined();
      await save(text);
      specs.noteSaved(uri.toString(), text);
      expect(kept.get(uri.toString())).toBeUndefined();
    });
  });

  it.each(['before', 'after'])(
    'whose window ended while its merge was shown takes no value of the other client for its own, with a backup from %s the merge',
    async (when) => {
      const memento = new FakeMemento();
      const options = { note: String, isKnownSecret: () => false };
      specs = new OpenSpecs(new KeptBases(memento as never, options));
      specs.setBase(uri.toString(), base);
      specs.setContent(uri.toString(), new Uint8Array(), false);
      specs.noteEdited(uri.toString());
      saver = makeSaver({ specs });
      screen.documents.set(uri.toString(), mine);
      screen.press = () => 'Show';
      const atEnd = new FakeMemento();
      screen.commands.set('vscode.diff', () => {
        for (const [key, value] of memento.stored) atEnd.stored.set(key, value);
      });
      answer = ({ method }) => (method === 'GET' ? envelope({ name: 'one', size: 2 }, 'c1') : stale);
      await expect(save()).rejects.toThrow('Not saved');
      const shown = screen.documents.get(uri.toString()) ?? '';
      expect(JSON.parse(shown)).toMatchObject({ size: 2 });

      // The other client takes its change back before the next window saves.
      specs = new OpenSpecs(new KeptBases(atEnd as never, options));
      specs.revive(uri.toString(), base);
      saver = makeSaver({ specs });
      screen.press = () => 'Save Merged Version';
      answer = ({ method, body }) =>
        method === 'GET' || body?.includes('c2') === true ? envelope({ name: 'one', size: 1 }, 'c2') : stale;
      await save(when === 'after' ? shown : mine);
      expect(JSON.parse(puts().at(-1)?.body ?? '')).toMatchObject({
        targetSpec: { name: 'mine', size: 1 },
      });
    },
  );

  it('whose window ended while its merge was shown takes nothing back by a backup that is older than what was typed', async () => {
    const memento = new FakeMemento();
    const options = { note: String, isKnownSecret: () => false };
    specs = new OpenSpecs(new KeptBases(memento as never, options));
    specs.setBase(uri.toString(), base);
    specs.setContent(uri.toString(), new Uint8Array(), false);
    specs.noteEdited(uri.toString());
    saver = makeSaver({ specs });
    const backup = '{"name": "mine", "size": 1}';
    const typed = '{"name": "mine", "size": 2}';
    screen.documents.set(uri.toString(), typed);
    screen.press = () => 'Show';
    const atEnd = new FakeMemento();
    screen.commands.set('vscode.diff', () => {
      for (const [key, value] of memento.stored) atEnd.stored.set(key, value);
    });
    // The cloud has the size already, by a save whose response was no use.
    const cloud = { name: 'one', size: 2, label: 'theirs' };
    answer = ({ method }) => (method === 'GET' ? envelope(cloud, 'c1') : stale);
    await expect(save(typed)).rejects.toThrow('Not saved');

    specs = new OpenSpecs(new KeptBases(atEnd as never, options));
    specs.revive(uri.toString(), base);
    saver = makeSaver({ specs });
    answer = ({ method }) => (method === 'GET' ? envelope(cloud, 'c1') : envelope({}, 'c2'));
    await save(backup);
    expect(JSON.parse(puts().at(-1)?.body ?? '')).toMatchObject({
      targetSpec: { name: 'mine', size: 2, label: 'theirs' },
    });
  });

  it('that meets a second change behind the merged one shows both changes in the document', async () => {
    const buttons = ['Save Merged Version', 'Show'];
    screen.press = () => buttons.shift();
    screen.commands.set('vscode.diff', () => undefined);
    screen.documents.set(uri.toString(), mine);
    const specsNow = [
      envelope({ name: 'one', size: 1, label: 'theirs' }, 'c1'),
      envelope({ name: 'one', size: 2, label: 'theirs' }, 'c2'),
    ];
    answer = ({ method }) => (method === 'GET' ? (specsNow.shift() ?? stale) : stale);
    await expect(save()).rejects.toThrow('Not saved');
    expect(JSON.parse(screen.documents.get(uri.toString()) ?? '')).toEqual({
      name: 'mine',
      size: 2,
      label: 'theirs',
    });
    expect(specs.base(uri.toString())).toMatchObject({ checksum: 'c2' });
  });

  it('after a conflict was compared saves what the document says, and keeps what it doesn’t show', async () => {
    screen.press = (_, buttons) => buttons[0];
    screen.commands.set('vscode.diff', () => undefined);
    answer = ({ method, body = '' }) => {
      if (method === 'GET') return envelope({ name: 'theirs', size: 1, label: 'theirs' }, 'c1');
      return body.includes('"old"') ? stale : envelope({}, 'c2');
    };
    await expect(save()).rejects.toThrow('Not saved');
    await save();
    expect(JSON.parse(puts()[1]?.body ?? '')).toEqual({
      checksum: 'c1',
      targetSpec: { name: 'mine', size: 1, label: 'theirs' },
    });
  });

  describe('of an edit that came back after a crash, and may show what the other client set before or not', () => {
    const ancestor = '{"name": "one", "size": 1}';
    const text = '{"name": "one", "size": 1, "label": "theirs"}';
    const restored = { ...base, text, ancestor };
    const sent = (): unknown => (JSON.parse(puts().at(-1)?.body ?? '') as { targetSpec: unknown }).targetSpec;
    beforeEach(() => {
      specs.setBase(uri.toString(), restored);
      screen.press = () => 'Save Merged Version';
    });

    it.each([
      ['with the label', '{"name": "mine", "size": 1, "label": "theirs"}'],
      ['without the label', '{"name": "mine", "size": 1}'],
    ])('sends the label when the text came back %s', async (_, typed) => {
      answer = () => envelope({ name: 'mine', size: 1, label: 'theirs' });
      await save(typed);
      expect(sent()).toEqual({ name: 'mine', size: 1, label: 'theirs' });
    });

    it.each([
      ['with the label', '{"name": "mine", "size": 1, "label": "theirs"}'],
      ['without the label', '{"name": "mine", "size": 1}'],
    ])(
      'does not bring a label back that was removed since then, when the text came back %s',
      async (_, typed) => {
        answer = ({ method, body = '' }) => {
          if (method === 'GET') return envelope({ name: 'one', size: 1 }, 'c1');
          return body.includes('"old"') ? stale : envelope({ name: 'mine', size: 1 }, 'c2');
        };
        await save(typed);
        expect(sent()).toEqual({ name: 'mine', size: 1 });
      },
    );

    it('does not bring a label back that was removed since then, after a conflict was compared', async () => {
      screen.press = (_, buttons) => buttons[0];
      screen.commands.set('vscode.diff', () => undefined);
      answer = ({ method, body = '' }) => {
        if (method === 'GET') return envelope({ name: 'theirs', size: 1 }, 'c1');
        return body.includes('"old"') ? stale : envelope({ name: 'mine', size: 1 }, 'c2');
      };
      const typed = '{"name": "mine", "size": 1, "label": "theirs"}';
      await expect(save(typed)).rejects.toThrow('Not saved');
      await save(typed);
      expect(sent()).toEqual({ name: 'mine', size: 1 });
    });

    it('takes a later value over where the text only repeats the resource, though what was kept hides it', async () => {
      specs.setBase(uri.toString(), { ...base, text: '{"name": "•••", "size": 1}' });
      const buttons = ['Save Merged Version', 'Show'];
      screen.press = () => buttons.shift();
      screen.commands.set('vscode.diff', () => undefined);
      screen.documents.set(uri.toString(), '{"name": "one", "size": 7}');
      const readings = [
        envelope({ name: 'one', size: 1, label: 'theirs' }, 'c1'),
        envelope({ name: 'theirs', size: 1, label: 'theirs' }, 'c2'),
      ];
      answer = ({ method }) => (method === 'GET' ? (readings.shift() ?? stale) : stale);
      await expect(save('{"name": "one", "size": 7}')).rejects.toThrow('Not saved');
      expect(JSON.parse(screen.documents.get(uri.toString()) ?? '')).toEqual({
        name: 'theirs',
        size: 7,
        label: 'theirs',
      });
    });
  });

  it('of what the cloud has already, since an answer got lost, is done without sending it twice', async () => {
    answer = ({ method }) => (method === 'GET' ? envelope({ size: 1, name: 'mine' }, 'taken') : stale);
    await save();
    expect(puts()).toHaveLength(1);
    expect(screen.messages).toEqual([]);
    expect(specs.base(uri.toString())?.checksum).toBe('taken');
    expect(saved).toHaveLength(1);
  });

  it('has everything that shows the resource read it again at a conflict, before it asks, and whatever the answer', async () => {
    answer = ({ method }) => (method === 'GET' ? envelope({ name: 'theirs', size: 1 }) : stale);
    let known: readonly ResourceAddress[] = [];
    screen.press = () => {
      known = refreshed;
      return undefined;
    };
    await expect(save()).rejects.toThrow('has changed since you opened it');
    expect(known).toEqual([base.address]);
  });

  it('keeps its base when the mismatch can’t be looked into', async () => {
    answer = ({ method }) => (method === 'GET' ? { status: 500, body: { message: 'broken' } } : stale);
    await expect(save()).rejects.toThrow('broken');
    expect(specs.base(uri.toString())).toBe(base);
  });

  it.each([
    ['423', { status: 423, body: { message: 'Locked' } }],
    ['400 for the status', { status: 400, body: { message: 'no', details: { resourceStatus: 'UPDATING' } } }],
  ])('that meets a %s offers to wait, with the reason', async (_, refusal) => {
    answer = ({ method }) =>
      method === 'PUT'
        ? refusal
        : {
            body: {
              id: '1',
              resourceStatus: 'UPDATING',
              currentTasks: [{ id: 't', type: 'resize', status: 'RUNNING' }],
            },
          };
    await expect(save()).rejects.toThrow('Save canceled');
    expect(screen.messages[0]).toMatchObject({ buttons: ['Save When Ready'] });
    expect(screen.messages[0]?.detail).toMatch(/The API says: “.*”[\s\S]*resize \(RUNNING\)/);
    expect(specs.base(uri.toString())).toBe(base);
  });

  it.each([
    ['targetSpec.size is not expected here', 'size'],
    ['urn "size" is malformed', 'size'],
    ['This name is already in use', 'name'],
  ])('that is refused with “%s” marks the field %s', async (message, field) => {
    const marked: string[] = [];
    const diagnostics = new SpecDiagnostics('save');
    vi.spyOn(diagnostics, 'showFaults').mockImplementation((_, text, faults) => {
      marked.push(...faults.map(({ offset }) => text.slice(0, offset)));
    });
    saver = makeSaver({ specs, diagnostics });
    answer = () => ({ status: 409, body: { class: 'Client::Conflict::OfTomorrow', message } });
    await expect(save()).rejects.toThrow(message);
    expect(marked).toEqual([expect.stringMatching(new RegExp(`"${field}": $`)) as string]);
  });

  it('that meets a task which waits for the person ends with that, without a question', async () => {
    const waiting = {
      ...{ id: '1', resourceStatus: 'UPDATING', checksum: 'c1' },
      currentTasks: [{ id: 't', type: 'install', status: 'WAITING_USER_INPUT' }],
    };
    answer = ({ method }) =>
      method === 'PUT' ? { status: 423, body: { message: 'Locked' } } : { body: waiting };
    reading = snapshot(waiting);
    await expect(save()).rejects.toThrow('is waiting for your input. Answer its task, then save again.');
    expect(screen.messages).toEqual([]);
    expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('that meets a 409 of another kind is refused in its words', async () => {
    answer = () => ({ status: 409, body: { message: 'The name is taken' } });
    await expect(save()).rejects.toThrow('The name is taken');
    expect(asked).toHaveLength(1);
  });
});
