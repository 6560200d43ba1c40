import type { Comparison } from '../../../../src/schema/comparison/comparison.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { SchemaVersions } from '../../../../src/editor/connections/schemaVersions.js';
import { goneSentence, VersionSwitch } from '../../../../src/editor/versions/versionSwitch.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { listOf, openApi, operation } from '../../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { PATIENCE_MS } from '../../../support/patience.js';

const thing = { type: 'object', properties: { id: { type: 'string' } } };

/** Each version has an operation of its own; `refused` ones do not exist. */
function serve({ path, schemaVersion = '' }: ApiRequest, refused: readonly string[] = []): FakeAnswer {
  if (refused.includes(schemaVersion)) {
    return { status: 400, body: { message: `No schemas version ${schemaVersion}` } };
  }
  if (path === '') return { body: { apis: [{ path: '/a' }] } };
  const number = schemaVersion === 'default' ? '2.0' : schemaVersion;
  return { body: openApi({ [`/a/of${number}`]: { get: operation({ answer: listOf(thing) }) } }, {}, '1.0') };
}

function setUp(answer: (request: ApiRequest) => FakeAnswer | Promise<FakeAnswer> = (one) => serve(one)) {
  const api = fakeApi(answer);
  const states = [new FakeMemento(), new FakeMemento()] as const;
  const versions = new SchemaVersions(...states);
  const schemas = new SchemaSource({ api, version: () => versions.picked('me') });
  const failures: string[] = [];
  const shown = new Map<string, Comparison>();
  const versionSwitch = new VersionSwitch({
    versions,
    reports: {
      show: (comparison) => {
        shown.set(comparison.title, comparison);
      },
    },
    reportFailure: (failure, { what = '' } = {}) => failures.push(`${what}: ${String(failure)}`),
  });
  const to = (version: string | undefined, place: 'workspace' | 'account' = 'workspace') =>
    versionSwitch.to({ account: api.account, api, schemas }, { kind: 'pick', version, place });
  return { states, api, versions, versionSwitch, failures, shown, to };
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
    // The documents, and one list: documents may come whatever version is sent.
    expect(asked).toEqual(['', '/a.json', '/a/of1.0']);
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

  it('keeps a refused version nowhere, and remembers what the API said of it', async () => {
    const { versions, states, to } = setUp((one) => serve(one, ['9.9']));
    await to('9.9');
    await to('9.9', 'account');
    expect(versions.known('me').map(({ version }) => version)).toEqual(['0.0']);
    expect(JSON.stringify(states.map((state) => state.get('ovhApi.schemaVersions')))).not.toContain('9.9');
    expect(versions.namedBy('me').refused.get('9.9')).toBe('No schemas version 9.9');
  });

  it('asks again for a version that was refused, and forgets the refusal once it is accepted', async () => {
    const refused = ['9.9'];
    const { versions, to } = setUp((one) => serve(one, refused));
    await to('9.9');
    refused.pop();
    await to('9.9');
    expect([versions.picked('me'), versions.namedBy('me').refused.size]).toEqual(['9.9', 0]);
  });

  it('refuses a version of which there are documents, when the API refuses it in requests', async () => {
    const { versions, failures, to } = setUp((one) =>
      one.path === '/a/of9.9' ? serve(one, ['9.9']) : serve(one),
    );
    await to('9.9');
    expect(versions.picked('me')).toBeUndefined();
    expect(failures[0]).toContain('No schemas version 9.9');
  });

  it('leaves a version that the API has removed', async () => {
    const refused: string[] = [];
    const { versions, failures, to } = setUp((one) => serve(one, refused));
    await versions.pick('me', '1.0');
    refused.push('1.0');
    await to('2.0');
    expect([versions.picked('me'), failures]).toEqual(['2.0', []]);
  });

  it('stays when the API is broken: a version that can’t be read isn’t removed', async () => {
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
    await vi.waitFor(() => expect(shown.size).toBe(1), PATIENCE_MS);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'GET /a/of2.0 of the default version isn’t in v1.0.',
    ]);
    expect(
      shown.get('default → v1.0')?.sections.flatMap(({ changes }) => changes.map(({ place }) => place)),
    ).toContain('GET /a/of2.0');
  });
});

it('one sentence names all that was removed', () => {
  const said = (gone: readonly string[], goneFields: number): string | undefined =>
    goneSentence({ gone, goneFields }, 'v2.0', 'v1.0');
  expect(said([], 0)).toBeUndefined();
  expect(said([], 1)).toBe('One field of v2.0 isn’t in v1.0.');
  expect(said([], 2)).toBe('2 fields of v2.0 aren’t in v1.0.');
  expect(said(['GET /a'], 3)).toBe('GET /a and 3 fields of v2.0 aren’t in v1.0.');
  expect(said(['a', 'b', 'c', 'd'], 0)).toBe('4 operations of v2.0 aren’t in v1.0: a, b, c, …');
  expect(said(['a', 'b'], 5)).toBe('2 operations and 5 fields of v2.0 aren’t in v1.0: a, b');
});
