import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../../../src/api/account.js';
import { AccountDecorations } from '../../../../src/editor/accounts/accountDecorations.js';
import type { Accounts } from '../../../../src/editor/accounts/accounts.js';
import { AccountStatus } from '../../../../src/editor/accounts/accountStatus.js';
import { account } from '../../schema/fakeApi.js';
import { clearScreen, EventEmitter, screen, Uri } from '../fakeVscode.js';

beforeEach(clearScreen);

interface Now {
  readonly active?: Account;
  readonly others?: readonly Account[];
  readonly left?: { readonly id: string; readonly label: string | undefined };
}

const work: Account = {
  ...account,
  label: 'Work',
  endpoint: { name: 'ovh-ca', origin: 'https://ca.api.ovh.com', tokenUrl: 'https://x/token' },
};

/** A window whose account comes and goes. */
function setUp() {
  const changed = new EventEmitter<void>();
  let now: Now = {};
  const list = (): readonly Account[] => [...(now.active ? [now.active] : []), ...(now.others ?? [])];
  const accounts = {
    active: () => now.active,
    left: () => now.left,
    list,
    get: (id: string) => list().find((one) => one.id === id),
    onDidChange: changed.event,
  } as unknown as Accounts;
  new AccountStatus(accounts);
  const decorations = new AccountDecorations(accounts);
  return {
    become: (next: Now) => {
      now = next;
      changed.fire();
      return screen.statusBar.at(-1);
    },
    tooltipOf: (uri: string) => decorations.provideFileDecoration(Uri.parse(uri) as never)?.tooltip,
  };
}

describe('the account in the status bar', () => {
  test('is shown with its region, and shows the accounts', () => {
    expect(setUp().become({ active: work })).toMatchObject({
      isShown: true,
      text: '$(account) Work (ovh-ca)',
      command: 'ovhApi.accounts.focus',
      backgroundColor: undefined,
      accessibilityInformation: { label: 'OVHcloud account: Work (ovh-ca)', role: 'button' },
    });
  });

  test('is marked by a colour and in words where it is production, and lets another be chosen', () => {
    const active: Account = { ...work, safeguards: ['production', 'readOnly'] };
    const item = setUp().become({ active, others: [account] });
    expect(item).toMatchObject({
      text: '$(warning) Work (ovh-ca)',
      command: 'ovhApi.accounts.switch',
      backgroundColor: { id: 'statusBarItem.errorBackground' },
      accessibilityInformation: { label: 'OVHcloud account: Work (ovh-ca), production, read-only' },
    });
    expect(item).toHaveProperty('tooltip', expect.stringContaining('read-only'));
  });

  test('has a lock where it is read-only', () => {
    expect(setUp().become({ active: { ...work, safeguards: ['readOnly'] } })).toMatchObject({
      text: '$(lock) Work (ovh-ca)',
    });
  });

  test('says that the window’s account went, which one it was, and lets another be chosen', () => {
    const { become } = setUp();
    become({ active: { ...work, safeguards: ['production'] } });
    const sentence = 'No account: Work is signed out. Click to choose one.';
    expect(become({ left: { id: 'me', label: 'Work' } })).toMatchObject({
      isShown: true,
      text: '$(account) No account',
      tooltip: sentence,
      command: 'ovhApi.accounts.switch',
      backgroundColor: undefined,
      accessibilityInformation: { label: sentence, role: 'button' },
    });
  });

  test('says so too where the account’s name is known no more, and nothing before there was one', () => {
    const { become } = setUp();
    expect(become({})).toMatchObject({ isShown: false });
    expect(become({ left: { id: 'me', label: undefined } })).toMatchObject({
      tooltip: 'No account: this window’s account is signed out. Click to choose one.',
    });
  });
});

test('a resource’s tab says whose resource it is, and a file’s nothing', () => {
  const { become, tooltipOf } = setUp();
  become({ active: { ...work, safeguards: ['production'] } });
  expect(tooltipOf('ovhapi:/me/s/thing/1.spec/web.json')).toBe('Work (ovh-ca), production');
  expect(tooltipOf('ovhapi-new:/me/s/thing/new-thing.json')).toBe('Work (ovh-ca), production');
  expect(tooltipOf('ovhapi:/other/s/thing/1.spec/web.json')).toBeUndefined();
  expect(tooltipOf('file:/me/s/thing/1.json')).toBeUndefined();
});
