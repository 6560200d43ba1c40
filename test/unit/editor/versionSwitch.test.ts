import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../src/api/api.js';
import { SchemaVersions } from '../../../src/editor/statusBar/schemaVersions.js';
import { goneSentence, VersionSwitch } from '../../../src/editor/statusBar/versionSwitch.js';
import { SchemaSource } from '../../../src/schema/schemaSource.js';
import { openApi, operation } from '../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../schema/fakeApi.js';
import { FakeMemento } from './fakeContext.js';
import { clearScreen, screen } from './fakeVscode.js';

vi.mock('vscode', () => import('./fakeVscode.js'));

/** Each version has an operation of its own; `refused` ones do not exist. */
function serve({ path, schemaVersion = '' }: ApiRequest, refused: readonly string[] = []): FakeAnswer {
  if (refused.includes(schemaVersion)) {
    return { status: 400, body: { message: `No schemas version ${schemaVersion}` } };
  }
  if (path === '') return { body: { apis: [{ path: '/a' }] } };
  const number = schemaVersion === 'default' ? '2.0' : schemaVersion;
  return { body: openApi({ [`/a/of${number}`]: { get: operation() } }, {}, number) };
}

function setUp(answer: (request: ApiRequest) => FakeAnswer | Promise<FakeAnswer> = (one) => serve(one)) {
  const api = fakeApi(answer);
  const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
  const schemas = new SchemaSource({ api, version: () => versions.picked('me') });
  const failures: string[] = [];
  const shown = new Map<string, string>();
  const versionSwitch = new VersionSwitch({
    versions,
    texts: {
      show: (name: string, text: string) => {
        shown.set(name, text);
        return Promise.resolve();
      },
    },
    reportFailure: (failure, { what = '' } = {}) => failures.push(`${what}: ${String(failure)}`),
  });
  const to = (version: string | undefined) =>
    versionSwitch.to({ account: api.account, api, schemas }, { kind: 'pick', version, place: 'workspace' });
  return { api, versions, versionSwitch, failures, shown, to };
}

/** Holds back what is asked at a version until it is opened. */
function gate(version: string, refused: readonly string[] = []) {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const answer = async (request: ApiRequest): Promise<FakeAnswer> => {
    if (request.schemaVersion === version) await opened;
    return serve(request, refused);
  };
  return { answer, open };
}

describe('going to another schema version', () => {
  beforeEach(clearScreen);

  it('keeps the old one until the documents of the new one are there', async () => {
    const { answer, open } = gate('1.0');
    const { versions, versionSwitch, to } = setUp(answer);
    const told: unknown[] = [];
    versionSwitch.onDidChange(() => told.push(versionSwitch.pending('me')?.version));
    const going = to('1.0');
    expect([versions.picked('me'), versionSwitch.pending('me')?.version]).toEqual([undefined, '1.0']);
    open();
    await going;
    expect([versions.picked('me'), versionSwitch.pending('me')]).toEqual(['1.0', undefined]);
    expect(told).toEqual(['1.0', undefined]);
  });

  it('asks for each document of the new version once', async () => {
    const { api, to } = setUp();
    await to('1.0');
    const asked = api.asked.filter(({ schemaVersion }) => schemaVersion === '1.0').map(({ path }) => path);
    expect(asked).toEqual(['', '/a.json']);
  });

  it('ends with what was picked last, although the one before is slower', async () => {
    const { answer, open } = gate('1.0');
    const { versions, failures, to } = setUp(answer);
    const slow = to('1.0');
    await to('2.1');
    open();
    await slow;
    expect(versions.picked('me')).toBe('2.1');
    expect(failures).toEqual([]);
  });

  it('is given up by picking the one in use again, or by saying so', async () => {
    for (const giveUp of ['pick', 'cancel'] as const) {
      const { answer, open } = gate('1.0');
      const { versions, versionSwitch, failures, to } = setUp(answer);
      const going = to('1.0');
      if (giveUp === 'pick') await to(undefined);
      else versionSwitch.cancel();
      expect(versionSwitch.pending('me')).toBeUndefined();
      open();
      await going;
      expect([versions.picked('me'), failures]).toEqual([undefined, []]);
    }
  });

  it('stays with the last good one when the API refuses the new one', async () => {
    const { versions, versionSwitch, failures, to } = setUp((one) => serve(one, ['9.9']));
    await to('1.0');
    await to('9.9');
    expect([versions.picked('me'), versionSwitch.pending('me')]).toEqual(['1.0', undefined]);
    expect(failures).toEqual([expect.stringContaining('Changing from v1.0 to v9.9: ')]);
    expect(failures[0]).toContain('No schemas version 9.9');
  });

  it('leaves a version that the API has taken away', async () => {
    const refused: string[] = [];
    const { versions, failures, to } = setUp((one) => serve(one, refused));
    await versions.pick('me', '1.0');
    refused.push('1.0');
    await to('2.0');
    expect([versions.picked('me'), failures]).toEqual(['2.0', []]);
  });

  it('stays when the API is broken: what can’t be read is not gone', async () => {
    const { versions, failures, to } = setUp((one) =>
      one.schemaVersion === '1.0' && one.path !== '' ? { status: 500, body: {} } : serve(one),
    );
    await to('1.0');
    expect(versions.picked('me')).toBeUndefined();
    expect(failures).toHaveLength(1);
    expect(screen.messages).toEqual([]);
  });

  it('says what is not there any more, and shows all that differs', async () => {
    screen.press = (_, [first]) => first;
    const { shown, to } = setUp();
    await to('1.0');
    await vi.waitFor(() => expect(shown.size).toBe(1));
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'GET /a/of2.0 of the default version is not in v1.0.',
    ]);
    expect(shown.get('the default version → v1.0')).toContain('- − `GET /a/of2.0`');
  });
});

it('what is gone is told in one sentence', () => {
  const said = (gone: readonly string[], goneFields: number): string | undefined =>
    goneSentence({ gone, goneFields }, 'v2.0', 'v1.0');
  expect(said([], 0)).toBeUndefined();
  expect(said([], 1)).toBe('One field of v2.0 is not in v1.0.');
  expect(said([], 2)).toBe('2 fields of v2.0 are not in v1.0.');
  expect(said(['GET /a'], 3)).toBe('GET /a of v2.0 is not in v1.0, nor are 3 fields.');
  expect(said(['a', 'b', 'c', 'd'], 0)).toBe('4 operations of v2.0 are not in v1.0: a, b, c, …');
  expect(said(['a', 'b'], 5)).toBe('2 operations and 5 fields of v2.0 are not in v1.0: a, b');
});
