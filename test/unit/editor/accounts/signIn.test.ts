import { SecretValues } from '../../../../src/api/secretValues.js';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Account, Credential } from '../../../../src/api/account.js';
import { CancelledError, NetworkError } from '../../../../src/api/errors.js';
import { Accounts } from '../../../../src/editor/accounts/accounts.js';
import { EnvironmentAccount } from '../../../../src/editor/accounts/environmentAccount.js';
import { signIn } from '../../../../src/editor/accounts/signIn.js';
import type { KeyRequest } from '../../../../src/api/confirmConsumerKey.js';
import type { SignInOptions } from '../../../../src/editor/accounts/signIn.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { fakeContext, FakeLog } from '../fakeContext.js';
import { back, clearScreen, screen } from '../fakeVscode.js';
import type { Back, FakeInput } from '../fakeVscode.js';

interface Setting {
  readonly options: SignInOptions;
  readonly accounts: Accounts;
  readonly connected: { readonly account: Account; readonly credential: Credential }[];
  readonly keyRequests: KeyRequest[];
  readonly reported: unknown[];
  closed: number;
}

/** A person at a fresh editor; the API gives `answers` one after the other, the last one for ever. */
function fresh(answers: readonly (() => Promise<{ status: number; body: unknown }>)[]): Setting {
  const context = fakeContext();
  const secretValues = new SecretValues();
  const environment = new EnvironmentAccount({
    globalState: context.globalState,
    find: () => Promise.resolve(undefined),
    note: () => undefined,
  });
  const accounts = new Accounts({ context, environment, log: new FakeLog(), secretValues });
  let asked = 0;
  const setting: Setting = {
    accounts,
    connected: [],
    keyRequests: [],
    reported: [],
    closed: 0,
    options: {
      accounts,
      environment,
      connect: (account, credential) => {
        setting.connected.push({ account, credential });
        const api = fakeApi(async () => {
          const answer = answers[Math.min(asked++, answers.length - 1)];
          return answer?.() ?? Promise.reject(new Error('no answer'));
        });
        return {
          ...api,
          account,
          close: () => {
            setting.closed += 1;
            return Promise.resolve();
          },
        };
      },
      requestConsumerKey: (request) => {
        setting.keyRequests.push(request);
        return Promise.resolve('validated-consumer-key');
      },
      openUrl: () => undefined,
      secretValues,
      note: (failure) => `sentence of ${String(failure)}`,
      reportFailure: (failure) => setting.reported.push(failure),
    },
  };
  return setting;
}

const accepted = () => Promise.resolve({ status: 200, body: { account: 'xx1-ovh' } });
const somebodyElse = () => Promise.resolve({ status: 200, body: { account: 'yy2-ovh' } });
const refused = () => Promise.resolve({ status: 401, body: { message: 'not valid' } });

/** Answers in this order, then Escape. */
function person(...answers: readonly (string | Back)[]): void {
  const left = [...answers];
  screen.type = () => left.shift();
}
const shownInputs = (): readonly (readonly [string, string])[] =>
  screen.inputs.map((input: FakeInput) => [
    `${String(input.step)}/${String(input.totalSteps)}`,
    input.placeholder,
  ]);

beforeEach(clearScreen);

test('three keys that the API accepts make an account that is named by who it is', async () => {
  const { options, accounts, connected } = fresh([accepted]);
  person('signature', 'ovh-ca', 'app-key', ' app-secret\n', 'consumer');
  await signIn(options);
  const active = accounts.active();
  expect(active).toMatchObject({ label: 'xx1-ovh', credential: 'signature', identity: 'xx1-ovh' });
  expect(connected[0]?.account.endpoint.origin).toBe('https://ca.api.ovh.com');
  expect(await accounts.credential(active?.id ?? '')).toEqual({
    kind: 'signature',
    applicationKey: 'app-key',
    applicationSecret: 'app-secret',
    consumerKey: 'consumer',
  });
});

test('secrets are typed unseen', async () => {
  const { options } = fresh([accepted]);
  person('serviceAccount', 'ovh-eu', 'client', 'secret');
  await signIn(options);
  expect(screen.inputs.filter(({ kind }) => kind === 'field').map(({ password }) => password)).toEqual([
    false,
    true,
  ]);
});

test('the browser sign-in asks for rights first and stores the key that was confirmed', async () => {
  const { options, accounts, keyRequests } = fresh([accepted]);
  person('browser', 'ovh-eu', 'readWrite', 'app-key', 'app-secret');
  await signIn(options);
  expect(keyRequests).toMatchObject([{ rights: 'readWrite', applicationKey: 'app-key' }]);
  expect(await accounts.credential(accounts.active()?.id ?? '')).toMatchObject({
    consumerKey: 'validated-consumer-key',
  });
});

test('while the browser is waited for, the message leads to its page again, and to nothing else', async () => {
  const { options } = fresh([accepted]);
  const page = 'https://eu.api.ovh.com/auth/?credentialToken=x)[y](command:evil) z';
  person('browser', 'ovh-eu', 'readOnly', 'app-key', 'app-secret');
  const opened: string[] = [];
  await signIn({
    ...options,
    openUrl: (url) => void opened.push(url),
    requestConsumerKey: ({ openUrl }) => {
      openUrl(page);
      return Promise.resolve('key');
    },
  });
  expect(opened).toEqual([page]);
  const links = screen.progress.join('\n').match(/\[[^\]]*\]\([^)]*\)/g);
  expect(links).toEqual([
    '[Open the page again](https://eu.api.ovh.com/auth/?credentialToken=x%29%5by%5d%28command:evil%29%20z)',
  ]);
});

describe('a refusal', () => {
  test('stores nothing, and comes back to what was typed with the reason beside it', async () => {
    const { options, accounts } = fresh([refused]);
    person('token', 'ovh-eu', 'wrong-token');
    await signIn(options);
    expect(accounts.list()).toEqual([]);
    const last = screen.inputs.at(-1);
    expect(last?.value).toBe('wrong-token');
    expect(last?.validationMessage).toBe('The API doesn’t accept this: not valid');
  });

  test('can be corrected at once, also a question earlier', async () => {
    const { options, accounts } = fresh([refused, accepted]);
    person('token', 'ovh-eu', 'token', back, 'ovh-us', 'token');
    await signIn(options);
    expect(accounts.active()?.endpoint.name).toBe('ovh-us');
  });

  test('leaves no connection open', async () => {
    const setting = fresh([refused, accepted]);
    person('token', 'ovh-eu', 'wrong', 'right');
    await signIn(setting.options);
    expect(setting.connected).toHaveLength(2);
    expect(setting.closed).toBe(2);
  });
});

test('a failure where nothing was typed is reported once', async () => {
  const failure = new NetworkError({ method: 'GET', path: '/' }, 'unreachable', 'eu.api.ovh.com');
  const { options, reported } = fresh([() => Promise.reject(failure)]);
  person('none', 'ovh-eu');
  await signIn(options);
  expect(reported).toEqual([failure]);
});

test('a cancellation ends it silently', async () => {
  const { options, reported, accounts } = fresh([
    () => Promise.reject(new CancelledError({ method: 'GET', path: '/' })),
  ]);
  person('token', 'ovh-eu', 'token');
  await signIn(options);
  expect([reported, accounts.list(), screen.messages]).toEqual([[], [], []]);
});

test('a value that can’t be right is not sent', async () => {
  const { options, connected } = fresh([accepted]);
  person('token', 'custom', 'http://far.example');
  await signIn(options);
  expect(connected).toEqual([]);
  expect(screen.inputs.at(-1)?.validationMessage).toContain('https');
});

test('the way back keeps what was answered', async () => {
  const { options } = fresh([accepted]);
  person('signature', 'ovh-eu', 'app-key', back, 'ovh-us');
  await signIn(options);
  expect(shownInputs().map(([place]) => place)).toEqual(['0/0', '2/5', '3/5', '4/5', '3/5', '4/5']);
});

test('an account signs in again with another credential and stays the same account', async () => {
  const { options, accounts } = fresh([accepted]);
  person('token', 'ovh-eu', 'first');
  await signIn(options);
  const account = accounts.active();
  expect(account).toBeDefined();
  person('token', 'second');
  await signIn(options, account);
  expect(accounts.list()).toHaveLength(1);
  expect(await accounts.credential(account?.id ?? '')).toEqual({ kind: 'token', accessToken: 'second' });
});

test('an account that signed out comes back as itself, at its own endpoint, without asking for it', async () => {
  const { options, accounts, connected } = fresh([accepted]);
  person('token', 'ovh-ca', 'first');
  await signIn(options);
  const id = accounts.active()?.id ?? '';
  await accounts.signOut(id);
  person('token', 'second');
  await signIn(options, accounts.former(id));
  expect(accounts.active()?.id).toBe(id);
  expect(connected.at(-1)?.account.endpoint.origin).toBe('https://ca.api.ovh.com');
  await accounts.signOut(id);
  person('token', 'ovh-ca', 'third');
  await signIn(options);
  expect(accounts.active()?.id).toBe(id);
});

test('another person’s credential gets an account of its own, and what was stays as it was', async () => {
  const { options, accounts } = fresh([accepted, somebodyElse]);
  person('token', 'ovh-eu', 'first');
  await signIn(options);
  const account = accounts.active();
  person('token', 'second');
  await signIn(options, account);
  expect(accounts.list().map(({ identity }) => identity)).toEqual(['xx1-ovh', 'yy2-ovh']);
  expect(await accounts.credential(account?.id ?? '')).toEqual({ kind: 'token', accessToken: 'first' });
  expect(screen.messages.at(-1)?.text).toMatch(/belong to yy2-ovh, not xx1-ovh/);
});

test('the environment is no way to sign in where the setting leaves it alone', async () => {
  const { options } = fresh([accepted]);
  const ways = async (): Promise<readonly string[]> => {
    person();
    await signIn(options);
    return screen.inputs.at(-1)?.items.map(({ value }) => value) ?? [];
  };
  expect(await ways()).toContain('environment');
  screen.settings.set('ovhApi.environmentCredentials', 'ignore');
  expect(await ways()).not.toContain('environment');
});

test('the environment without credentials says so', async () => {
  const { options } = fresh([accepted]);
  person('environment');
  await signIn(options);
  expect(screen.messages.map(({ text }) => text).join()).toContain('No OVHcloud credentials');
});
