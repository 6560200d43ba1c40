import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { secretFieldsOf } from '../../../../src/resource/secretFields.js';
import { RequestConfirmations, type AskedRequest } from '../../../../src/editor/scratchpad/confirmRequest.js';
import { requestSecrets } from '../../../../src/editor/scratchpad/requestSecrets.js';
import { CancelledError } from '../../../../src/api/errors.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { openApi, operation } from '../../schema/documents.js';
import { account as me, fakeApi } from '../../schema/fakeApi.js';
import { clearScreen, screen, window } from '../fakeVscode.js';

beforeEach(clearScreen);

const request: ApiRequest = {
  method: 'POST',
  path: '/vault/lock?at=once',
  headers: { 'X-Door-Token': 'canary', 'X-Reason': 'move' },
  body: '{"name":"n","code":"canary","pins":["canary"]}',
};
const asked: AskedRequest = {
  account: me,
  file: 'file:///a.ovhapi.http',
  request,
  context: { origin: 'https://x', schemaVersion: '1.0' },
  isSecret: secretFieldsOf({ isMarkedSecret: ([name]) => name === 'code' || name === 'pins' }),
  asksOnce: false,
};
const agree = (): void => {
  screen.press = () => 'Send';
};

describe('the question before a request of a file', () => {
  test('shows address, headers and body as they will be sent, without secrets', async () => {
    agree();
    expect(await new RequestConfirmations().confirms(asked)).toBe(true);
    const [question] = screen.messages;
    expect(question).toMatchObject({
      severity: 'warning',
      text: 'Me (127.0.0.1:1): Send this POST request?',
      buttons: ['Keep Editing', 'Send', 'Send and Don’t Ask Again in This File'],
    });
    expect(question?.detail?.split('\n')).toEqual([
      'POST https://x/v2/vault/lock?at=once',
      'Content-Type: application/json',
      'X-Door-Token: •••',
      'X-Reason: move',
      'X-Schemas-Version: 1.0',
      '',
      '{',
      '  "name": "n",',
      '  "code": "•••",',
      '  "pins": [',
      '    "•••"',
      '  ]',
      '}',
    ]);
  });

  test.each(['Keep Editing', undefined])('sends nothing when it is answered with %s', async (answer) => {
    screen.press = () => answer;
    expect(await new RequestConfirmations().confirms({ ...asked, asksOnce: true })).toBe(false);
  });

  test.each(['GET', 'HEAD'] as const)('is not asked before %s', async (method) => {
    expect(await new RequestConfirmations().confirms({ ...asked, request: { ...request, method } })).toBe(
      true,
    );
    expect(screen.messages).toEqual([]);
  });

  test('is asked each time, unless the file wants it once, and then once for the very same request and account', async () => {
    agree();
    const confirmations = new RequestConfirmations();
    const times = async (one: AskedRequest): Promise<number> => {
      const before = screen.messages.length;
      await confirmations.confirms(one);
      await confirmations.confirms(one);
      return screen.messages.length - before;
    };
    const once = { ...asked, asksOnce: true };
    expect(await times(asked)).toBe(2);
    expect(await times(once)).toBe(1);
    expect(await times(once)).toBe(0);
    expect(await times(asked)).toBe(2);
    expect(await times({ ...once, account: { ...me, id: 'other' } })).toBe(1);
    expect(await times({ ...once, request: { ...request, body: '{}' } })).toBe(1);
    expect(await times({ ...once, context: { ...asked.context, schemaVersion: '2.0' } })).toBe(1);
  });

  test('is left out in a file where it is not wanted again, for its account, until it is wanted', async () => {
    screen.press = (_, buttons) => buttons.at(-1);
    const confirmations = new RequestConfirmations();
    const { account, file } = asked;
    expect(confirmations.isTrusted(account.id, file)).toBe(false);
    await confirmations.confirms(asked);
    expect(confirmations.isTrusted(account.id, file)).toBe(true);
    const times = async (one: AskedRequest): Promise<number> => {
      const before = screen.messages.length;
      expect(await confirmations.confirms(one)).toBe(true);
      return screen.messages.length - before;
    };
    agree();
    expect(await times({ ...asked, request: { ...request, method: 'DELETE' } })).toBe(0);
    expect(await times({ ...asked, file: 'file:///b.ovhapi.http' })).toBe(1);
    expect(await times({ ...asked, account: { ...me, id: 'other' } })).toBe(1);
    confirmations.askAgain(account.id, file);
    expect(await times(asked)).toBe(1);
  });

  test.each(['production', 'typeName'] as const)(
    'is asked each time where the account is %s',
    async (one) => {
      const guarded = { ...asked, account: { ...me, safeguards: [one] }, asksOnce: true };
      vi.spyOn(window, 'showInputBox').mockResolvedValue('Me');
      agree();
      const confirmations = new RequestConfirmations();
      await confirmations.confirms(guarded);
      expect(await confirmations.confirms(guarded)).toBe(true);
      expect(screen.messages.map(({ buttons }) => buttons)).toEqual([
        ['Keep Editing', 'Send'],
        ['Keep Editing', 'Send'],
      ]);
    },
  );

  test('names the resource where its name is known', async () => {
    await new RequestConfirmations().confirms({ ...asked, resource: 'billing\u202e\nprod' });
    expect(screen.messages[0]?.text).toBe(
      'Me (127.0.0.1:1): Send this POST request for “billing\\u202e prod”?',
    );
  });

  test('is not remembered when it was declined', async () => {
    const confirmations = new RequestConfirmations();
    const once = { ...asked, asksOnce: true };
    expect(await confirmations.confirms(once)).toBe(false);
    agree();
    expect(await confirmations.confirms(once)).toBe(true);
    expect(screen.messages).toHaveLength(2);
  });

  test('cuts what no dialog has room for, and shows nothing that turns the reading direction', async () => {
    const body = JSON.stringify({ a: '\u202e', list: Array.from({ length: 40 }, () => 'x'.repeat(300)) });
    await new RequestConfirmations().confirms({ ...asked, request: { ...request, body } });
    const lines = screen.messages[0]?.detail?.split('\n') ?? [];
    expect(lines).toHaveLength(26);
    expect(lines.at(-1)).toMatch(/^… and \d+ more$/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(220);
    expect(lines.join()).not.toContain('\u202e');
  });
});

describe('what of a request is secret', () => {
  const secret = { type: 'string', format: 'password' };
  const document = openApi({
    '/vault/lock': {
      post: operation({
        body: { type: 'object', properties: { code: secret, pins: { type: 'array', items: secret } } },
      }),
    },
  });
  const schemas = (isReachable = true): SchemaSource => {
    const api = fakeApi(({ path }) =>
      !isReachable ? { status: 500 } : { body: path === '' ? { apis: [{ path: '/vault' }] } : document },
    );
    return new SchemaSource({ api, version: () => undefined });
  };

  test('is what its document marks, which is read for that, and what is called like a secret', async () => {
    const isSecret = await requestSecrets(schemas(), request);
    expect([['code'], ['pins', 0], ['apiToken']].map((path) => isSecret(path))).toEqual([true, true, true]);
    expect(isSecret(['name'])).toBe(false);
  });

  test.each([
    ['it has no document', schemas(), { ...request, path: '/vault/lock/undocumented' }],
    ['its document can’t be read', schemas(false), request],
    ['it is one of the first branch', schemas(), { ...request, branch: 'v1' as const }],
  ])('is decided by names alone where %s', async (_, source, one) => {
    const isSecret = await requestSecrets(source, one);
    expect(isSecret(['code'])).toBe(false);
    expect(isSecret(['apiToken'])).toBe(true);
  });

  test('is not guessed when a person stops finding out: nothing is sent', async () => {
    const stopped = new CancelledError({ method: 'GET', path: '' });
    const source = { forPath: () => Promise.reject(stopped) };
    await expect(requestSecrets(source, request)).rejects.toBe(stopped);
  });
});
