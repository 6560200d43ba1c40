import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { documentUri } from '../../../../src/editor/shell/documentUri.js';
import { OpenSpecs } from '../../../../src/editor/spec/document/openSpecs.js';
import { SpecFileSystem } from '../../../../src/editor/spec/specFileSystem.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import {
  clearScreen,
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileType,
  screen,
  TabInputText,
  Uri,
  workspace,
} from '../fakeVscode.js';
import { base, makeSaver, mine } from '../saveOne.js';

const uri = documentUri(base.address, 'spec');
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('the file system of specs', () => {
  let answer: (request: ApiRequest) => FakeAnswer;
  let api: ReturnType<typeof fakeApi>;
  let isSignedIn: boolean;
  let query: object | undefined;
  let specs: OpenSpecs;
  let files: SpecFileSystem;
  let events: (readonly [number, string])[];
  let refused: object[];
  let gone: object[];
  const gets = (): number => api.asked.filter(({ method }) => method === 'GET').length;

  beforeEach(() => {
    clearScreen();
    vi.useRealTimers();
    screen.settings.set('ovhApi.confirmSave', 'never');
    [isSignedIn, query, events, refused, gone] = [true, {}, [], [], []];
    answer = () => ({
      body: { id: '1', checksum: 'c1', currentState: { size: 2 }, targetSpec: { name: 'one', size: 1 } },
    });
    api = fakeApi((request) => answer(request));
    const update = { method: 'PUT', parameters: [] };
    const found = { item: { ...base.item, update }, section: { section: '/things' } };
    const connection = { api, account: api.account, schemas: { forPath: () => Promise.resolve(found) } };
    specs = new OpenSpecs();
    files = new SpecFileSystem({
      connections: {
        find: () => Promise.resolve(isSignedIn ? connection : undefined),
        labelOf: () => 'Work',
        onDidWrite: new EventEmitter<never>().event,
      } as never,
      ...{ specs, saver: makeSaver({ specs }), note: () => undefined, onRead: () => undefined },
      describe: (failure) => (failure as Error).message,
      queryFor: () => Promise.resolve(query as never),
      onGone: (address) => gone.push(address),
      onRefused: (address) => refused.push(address),
    });
    files.onDidChangeFile((all) => {
      events.push(...all.map((event) => [event.type, event.uri.path] as const));
    });
  });

  it('reads once for the stat and the reading that open a document', async () => {
    const { type, size } = await files.stat(uri);
    const bytes = await files.readFile(uri);
    expect([type, size]).toEqual([FileType.File, bytes.byteLength]);
    expect(JSON.parse(text(bytes))).toEqual({ name: 'one', size: 1 });
    expect(gets()).toBe(1);
  });

  it('reads once for several stats at the same time, and again for a second reading', async () => {
    await Promise.all([files.stat(uri), files.stat(uri)]);
    await files.readFile(uri);
    expect(gets()).toBe(1);
    await files.readFile(uri);
    expect(gets()).toBe(2);
  });

  it('gives out no reading of a stat that is old, or older than a change', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await files.stat(uri);
    vi.setSystemTime(Date.now() + 5_001);
    await files.readFile(uri);
    expect(gets()).toBe(2);
    const other = documentUri({ ...base.address, segments: ['things', '2'] }, 'spec');
    await files.stat(other);
    files.changed(other);
    await files.readFile(other);
    expect(gets()).toBe(4);
  });

  it('hands over once what a document was just read from', async () => {
    await files.readFile(uri);
    expect(files.takeSnapshot(uri)?.resource.currentState).toEqual({ size: 2 });
    expect(files.takeSnapshot(uri)).toBeUndefined();
  });

  it('shows the current state and the whole resource as documents that can’t be written', async () => {
    const current = documentUri(base.address, 'current');
    const full = documentUri(base.address, 'full');
    expect(JSON.parse(text(await files.readFile(current)))).toEqual({ size: 2 });
    expect(JSON.parse(text(await files.readFile(full)))).toMatchObject({ id: '1', checksum: 'c1' });
    expect((await files.stat(current)).permissions).toBe(FilePermission.Readonly);
    await expect(files.writeFile(current, new Uint8Array())).rejects.toMatchObject({ code: 'NoPermissions' });
  });

  it('is a directory where no document is, and says of what it can’t read why', async () => {
    expect((await files.stat(Uri.from({ scheme: 'ovhapi', path: '/a/things' }) as never)).type).toBe(
      FileType.Directory,
    );
    answer = () => ({ status: 404, body: { message: 'no such thing' } });
    await expect(files.stat(uri)).rejects.toMatchObject({ code: 'FileNotFound' });
    expect(gone).toEqual([base.address]);
    answer = () => ({ status: 403, body: { message: 'no right' } });
    await expect(files.readFile(uri)).rejects.toMatchObject({ code: 'Unavailable', message: 'no right' });
    query = undefined;
    await expect(files.readFile(uri)).rejects.toThrow('requires values');
    isSignedIn = false;
    await expect(files.readFile(uri)).rejects.toThrow('The account Work is signed out');
    expect(gone).toHaveLength(1);
  });

  it('sends a save against what was read, and keeps the time of a document that shows what was sent', async () => {
    await files.readFile(uri);
    const { mtime } = await files.stat(uri);
    answer = () => ({ body: { id: '1', checksum: 'c2', targetSpec: { name: 'mine', size: 1 } } });
    await files.writeFile(uri, new TextEncoder().encode(mine));
    const put = api.asked.find(({ method }) => method === 'PUT');
    expect(JSON.parse(put?.body ?? '')).toEqual({ checksum: 'c1', targetSpec: { name: 'mine', size: 1 } });
    expect(specs.base(uri.toString())?.checksum).toBe('c2');
    expect((await files.stat(uri)).mtime).toBeGreaterThan(mtime);
  });

  it('reports a refused save to who follows the earlier one of its resource, and no save that was sent', async () => {
    await files.readFile(uri);
    answer = ({ method }) =>
      method === 'PUT' ? { status: 400, body: { message: 'too plain' } } : { body: {} };
    await expect(files.send(uri, mine)).rejects.toThrow('too plain');
    expect(refused).toEqual([base.address]);
    answer = () => ({ body: { id: '1', checksum: 'c2', targetSpec: { name: 'mine', size: 1 } } });
    await files.send(uri, mine);
    expect(refused).toHaveLength(1);
  });

  it('does not take an edit’s base away when an edited document is read', async () => {
    await files.readFile(uri);
    screen.edited = [uri];
    screen.documents.set(uri.toString(), mine);
    answer = () => ({ body: { id: '1', checksum: 'theirs', targetSpec: { name: 'theirs', size: 1 } } });
    await files.readFile(uri);
    expect(specs.base(uri.toString())?.checksum).toBe('c1');
    expect(files.isEdited(base.address)).toBe(true);
  });

  it('has the size of what was read last, so that VS Code reads a clean document whole', async () => {
    await files.readFile(uri);
    answer = () => ({ body: { id: '1', checksum: 'c2', targetSpec: { name: 'a longer name', size: 1 } } });
    const { byteLength } = await files.readFile(uri);
    expect((await files.stat(uri)).size).toBe(byteLength);
  });

  it('keeps the size and time of an edited document that is read, so that VS Code doesn’t call its file newer', async () => {
    await files.readFile(uri);
    const before = await files.stat(uri);
    screen.edited = [uri];
    screen.documents.set(uri.toString(), mine);
    answer = () => ({
      body: { id: '1', checksum: 'theirs', targetSpec: { name: 'a longer name', size: 1 } },
    });
    await files.readFile(uri);
    expect(await files.stat(uri)).toEqual(before);
  });

  it('says of the address that a renamed resource’s document moves to that nothing is there yet', async () => {
    screen.tabs = [new TabInputText(uri)];
    await files.readFile(uri);
    const moves: unknown[] = [];
    const rename = async (from: Uri, to: Uri): Promise<void> => {
      await expect(files.stat(to as never)).rejects.toMatchObject({ code: 'FileNotFound' });
      files.rename(from as never, to as never);
      moves.push((await files.stat(to as never)).type);
    };
    Object.assign(workspace, { fs: { rename } });
    await files.renamed(base.address, 'another');
    expect(moves).toEqual([FileType.File]);
  });

  it('reports that a resource was deleted, and takes that back when it is found again', async () => {
    await files.readFile(uri);
    expect(files.isEdited(base.address)).toBe(false);
    files.deleted(base.address);
    files.there(base.address);
    files.there(base.address);
    expect(events).toEqual([
      [FileChangeType.Deleted, uri.path],
      [FileChangeType.Created, uri.path],
    ]);
  });

  it('has the documents of one account read again, and leaves others', async () => {
    const other = documentUri({ ...base.address, account: 'b' }, 'spec');
    await files.readFile(uri);
    await files.readFile(other);
    files.refresh('b');
    expect(events).toEqual([[FileChangeType.Changed, other.path]]);
  });
});
