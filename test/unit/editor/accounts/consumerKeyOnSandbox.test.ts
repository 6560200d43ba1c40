import { expect, test, vi } from 'vitest';
import type { Account, Credential } from '../../../../src/api/account.js';
import { ApiClient } from '../../../../src/api/apiClient.js';
import { endpointOf } from '../../../../src/api/endpoints.js';
import { confirmConsumerKey } from '../../../../src/api/confirmConsumerKey.js';
import { startSandbox } from '../../../../src/sandbox/sandbox.js';

const press = async (page: string, answer: string): Promise<void> => {
  await fetch(page, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `answer=${answer}`,
  });
};

test('a consumer key counts only once a person has allowed it on the page that was opened', async () => {
  const sandbox = await startSandbox({ resources: 1 });
  const statuses: number[] = [];
  const opened: string[] = [];
  const connect = (account: Account, credential: Credential): ApiClient =>
    new ApiClient({
      account,
      schemaVersion: () => undefined,
      credential: () => Promise.resolve(credential),
      log: { request: ({ status }) => statuses.push(status ?? 0) },
    });
  const { applicationKey, applicationSecret } = sandbox.credentials;
  let isConfirmed = false;
  const confirmed = confirmConsumerKey(connect, {
    endpoint: endpointOf(new URL(sandbox.api).origin),
    applicationKey,
    applicationSecret,
    rights: 'readOnly',
    openUrl: (url) => void opened.push(url),
    signal: AbortSignal.timeout(20_000),
  }).finally(() => {
    isConfirmed = true;
  });
  await vi.waitUntil(() => statuses.includes(403), { timeout: 200_000, interval: 20 });
  expect(isConfirmed).toBe(false);
  const [page = ''] = opened;
  expect(await (await fetch(page)).text()).toContain('GET /*');
  await press(page, 'allow');
  expect(await confirmed).toMatch(/^\w{16,}$/);
  await sandbox.stop();
});
