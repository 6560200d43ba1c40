import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Credential, Endpoint } from '../../../src/api/account.js';
import { ApiClient } from '../../../src/api/apiClient.js';
import { ApiError, CredentialError, NetworkError, ProtocolError } from '../../../src/api/errors.js';
import { Accounts } from '../../../src/editor/accounts/accounts.js';
import { AccountsTree } from '../../../src/editor/accounts/accountsTree.js';
import { EnvironmentAccount } from '../../../src/editor/accounts/environmentAccount.js';
import { registerAccounts } from '../../../src/editor/accounts/registerAccounts.js';
import { signIn } from '../../../src/editor/accounts/signIn.js';
import type { SignInOptions } from '../../../src/editor/accounts/signIn.js';
import { Failures } from '../../../src/editor/shell/failures.js';
import { RequestLog } from '../../../src/editor/shell/requestLog.js';
import { SecretValues } from '../../../src/api/secretValues.js';
import { fakeContext, FakeLog } from './fakeContext.js';
import { clearScreen, screen } from './fakeVscode.js';

/** One canary for each place where a secret can be. None may be seen outside SecretStorage. */
const canary = (place: string): string => `CANARY0${place}0CANARY`;
const credentials: readonly Exclude<Credential, { kind: 'none' }>[] = [
  {
    kind: 'signature',
    applicationKey: 'public-key',
    applicationSecret: canary('appSecret'),
    consumerKey: canary('consumer'),
  },
  { kind: 'serviceAccount', clientId: 'public-client', clientSecret: canary('clientSecret') },
  { kind: 'token', accessToken: canary('token') },
];
const everySecret = /CANARY0\w+0CANARY/;

/** A hostile API: it refuses, and repeats every header that it got, in words that no pattern knows. */
const echo = createServer((request, response) => {
  const { authorization = '', 'x-ovh-consumer': consumer = '' } = request.headers;
  const said = `who knows ${authorization} and ${String(consumer)} here`;
  response.writeHead(401, { 'content-type': 'application/json', 'x-ovh-queryid': 'EU.ext-1.42' });
  response.end(JSON.stringify({ class: `Client::${said}`, message: said, details: { said } }));
});
let endpoint: Endpoint;
beforeAll(async () => {
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((echo.address() as AddressInfo).port)}`;
  endpoint = { name: 'custom', origin, tokenUrl: `${origin}/auth/oauth2/token` };
});
afterAll(() => {
  echo.close();
});
beforeEach(clearScreen);

/** The whole room, with everything that it lets out. */
function room(): {
  readonly accounts: Accounts;
  readonly environment: EnvironmentAccount;
  readonly failures: Failures;
  readonly options: SignInOptions;
  readonly seen: () => string;
} {
  const context = fakeContext();
  const log = new FakeLog();
  log.logLevel = 1;
  const secretValues = new SecretValues();
  const failures = new Failures(log, secretValues);
  const environment = new EnvironmentAccount({
    globalState: context.globalState,
    find: () => Promise.resolve({ endpoint, credential: credentials[0]!, places: ['OVH_ENDPOINT'] }),
    note: (failure) => failures.note(failure),
  });
  const accounts = new Accounts({ context, environment, secretValues, log });
  const options: SignInOptions = {
    accounts,
    environment,
    secretValues,
    connect: (account, credential) =>
      new ApiClient({
        account,
        credential: () => Promise.resolve(credential),
        schemaVersion: () => undefined,
        log: new RequestLog({
          channel: log,
          redact: (text) => secretValues.redact(text),
          isTracing: () => true,
        }),
      }),
    requestConsumerKey: () => Promise.resolve(canary('consumer')),
    openUrl: () => undefined,
    note: (failure) => failures.note(failure),
    reportFailure: (failure, more) => {
      failures.report(failure, more);
    },
  };
  const identify = (): Promise<string> => Promise.resolve('xx1-ovh');
  registerAccounts({ ...options, identify, signIn: (account) => signIn(options, account) });
  const tree = new AccountsTree({ ...options, identify });
  const seen = (): string =>
    JSON.stringify([
      [...context.globalState.stored],
      [...context.workspaceState.stored],
      log.lines,
      accounts.list(),
      tree.getChildren().map((node) => tree.getTreeItem(node)),
      // What was typed stays in its own masked input; all else of an input is shown.
      screen.inputs.map((input) =>
        JSON.stringify(input, (key, value: unknown) => (key === 'value' ? undefined : value)),
      ),
      [screen.messages, screen.clipboard, screen.progress, [...screen.contexts]],
    ]);
  return { accounts, environment, failures, options, seen };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test.each(credentials)('a life with $kind shows none of its secrets', async (credential) => {
  const { accounts, seen } = room();
  const { id } = await accounts.add({ label: 'Work', endpoint, credential, identity: 'xx1-ovh' });
  await accounts.credential(id);
  await accounts.rename(id, 'Home');
  await accounts.renew(id, credential);
  await accounts.setActive(id);
  expect(seen()).not.toMatch(everySecret);
  screen.press = () => 'Sign Out';
  await screen.commands.get('ovhApi.accounts.signOut')?.(id);
  expect(accounts.list()).toEqual([]);
  expect(seen()).not.toMatch(everySecret);
});

describe('an API that repeats the secrets it is sent', () => {
  test.each([
    ['signature', ['public-key', canary('appSecret'), canary('consumer')]],
    ['token', [canary('token')]],
  ])('is not repeated when it refuses a sign-in with %s', async (method, fields) => {
    const { options, seen } = room();
    const answers = [method, 'custom', endpoint.origin, ...fields];
    screen.type = () => answers.shift();
    await signIn(options);
    const complaint = screen.inputs.at(-1)?.validationMessage;
    expect(complaint).toContain('who knows');
    expect(seen()).not.toMatch(everySecret);
  });

  test.each(credentials)(
    'is not repeated in a message, the log or the details ($kind)',
    async (credential) => {
      const { accounts, failures, seen } = room();
      const { id } = await accounts.add({ label: 'Work', endpoint, credential });
      const known = await accounts.credential(id);
      const said = Object.values(known).join(' and ');
      const request = { method: 'GET', path: '/thing' } as const;
      const cause = new Error(`while sending ${said}`);
      screen.press = () => 'Copy Details';
      for (const failure of [
        new ApiError(request, {
          status: 400,
          class: said,
          message: said,
          details: { [said]: said },
          queryId: said,
          retryAfterMs: undefined,
        }),
        new CredentialError(request, 'refused', said, { cause }),
        new NetworkError(request, 'proxy', said, { cause }),
        new ProtocolError(request, 'notJson', said, { cause }),
        new Error(said, { cause: { toString: () => said } }),
        said,
      ]) {
        failures.report(failure, { what: 'Reading' });
        await settled();
      }
      expect(screen.clipboard).not.toBe('');
      expect(seen()).not.toMatch(everySecret);
    },
  );
});

test('secrets that are named in a text are removed, also unknown ones', () => {
  const { failures, seen } = room();
  for (const text of [
    `{"consumerKey":"${canary('a')}","password": "${canary('b')}"}`,
    `Authorization: Bearer ${canary('c')}`,
    `authorization: Basic ${canary('d')}`,
    `X-Ovh-Consumer: ${canary('e')}`,
    `connect to http://user:${canary('f')}@proxy:3128 failed`,
    `OVH_APPLICATION_SECRET=${canary('g')} client_secret=${canary('h')}&access_token=${canary('i')}`,
    `sent with bearer ${canary('j')}`,
  ]) {
    failures.report(new Error(text));
  }
  expect(seen()).not.toMatch(everySecret);
});

test('the environment’s secrets are shown neither when they are offered nor when they are used', async () => {
  const { accounts, environment, seen } = room();
  await environment.ready;
  screen.press = () => 'Use';
  await screen.commands.get('ovhApi.accounts.useEnvironment')?.();
  expect(accounts.active()?.source).toBe('environment');
  await accounts.credential(accounts.active()?.id ?? '');
  expect(seen()).not.toMatch(everySecret);
});

test('a secret that is as short as a word goes where it is a whole JSON text, and blots out no other word', () => {
  const values = new SecretValues();
  values.learnTexts(['open', '']);
  expect(values.redact('{"code":"open","state":"opened"} is open')).toBe(
    '{"code":"•••","state":"opened"} is open',
  );
});
