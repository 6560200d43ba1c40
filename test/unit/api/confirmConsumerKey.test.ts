import { describe, expect, test } from 'vitest';
import type { Account, Credential } from '../../../src/api/account.js';
import type { ApiRequest } from '../../../src/api/api.js';
import { fakeApi } from '../schema/fakeApi.js';
import { confirmConsumerKey } from '../../../src/api/confirmConsumerKey.js';
import type { KeyRequest, Probe } from '../../../src/api/confirmConsumerKey.js';

interface Exchange {
  readonly opened: string[];
  readonly sent: { readonly request: ApiRequest; readonly credential: Credential['kind'] }[];
  closed: number;
  readonly connect: (account: Account, credential: Credential) => Probe;
  readonly request: KeyRequest;
}

function exchange(validationUrl: string): Exchange {
  const all: Exchange = {
    opened: [],
    sent: [],
    closed: 0,
    connect: (account, credential) => {
      const api = fakeApi((request) => {
        all.sent.push({ request, credential: credential.kind });
        return {
          body:
            request.method === 'POST'
              ? { consumerKey: 'new-key', state: 'pendingValidation', validationUrl }
              : { account: 'xx1-ovh' },
        };
      });
      return {
        ...api,
        account,
        close: () => {
          all.closed += 1;
          return Promise.resolve();
        },
      };
    },
    request: {
      endpoint: { name: 'custom', origin: 'http://127.0.0.1:1', tokenUrl: 'http://127.0.0.1:1/t' },
      applicationKey: 'app-key',
      applicationSecret: 'app-secret',
      rights: 'readOnly',
      openUrl: (url) => all.opened.push(url),
      signal: new AbortController().signal,
    },
  };
  return all;
}

describe('a consumer key', () => {
  test('is requested unsigned with the chosen rights, and verified with a signature', async () => {
    const all = exchange('https://eu.api.ovh.com/auth/?credentialToken=x');
    expect(await confirmConsumerKey(all.connect, all.request)).toBe('new-key');
    expect(all.opened).toEqual(['https://eu.api.ovh.com/auth/?credentialToken=x']);
    const [asked, proven] = all.sent;
    expect(asked?.credential).toBe('none');
    expect(asked?.request.body).toBe('{"accessRules":[{"method":"GET","path":"/*"}]}');
    expect(proven?.credential).toBe('signature');
    expect(all.closed).toBe(2);
  });

  test('whose page is not a web page is not opened', async () => {
    const all = exchange('command:workbench.action.terminal.new');
    await expect(confirmConsumerKey(all.connect, all.request)).rejects.toMatchObject({ kind: 'protocol' });
    expect(all.opened).toEqual([]);
    expect(all.closed).toBe(1);
  });
});
