import { expect, it } from 'vitest';
import type { Account } from '../../../../src/api/account.js';
import type { HeaderView } from '../../../../src/protocol.js';
import type { ResourceAddress } from '../../../../src/resource/address.js';
import { openPanels, type OpenPanelsOptions } from '../../../../src/editor/panel/openPanels.js';
import { account } from '../../schema/fakeApi.js';
import { EventEmitter, screen, Uri } from '../fakeVscode.js';

const quiet = (): void => undefined;
const nothing = { dispose: quiet };

/** The header of a resource's panel. */
function headerWith(known?: Account): HeaderView | undefined {
  const panels = openPanels({
    extensionUri: Uri.from({ scheme: 'file', path: '/extension' }),
    watcher: { watch: () => ({ ...nothing, refresh: quiet, setVisible: quiet }) },
    accounts: { get: () => known, labelOf: () => 'Shop, as it was called' },
    versions: { picked: () => undefined },
    known: {
      opened: () => Promise.resolve(),
      nameOf: ({ segments }: ResourceAddress) => (segments.length === 2 ? 'Build server' : segments.at(-1)),
    },
    kept: {
      entries: () => Promise.resolve([]),
      actions: () => Promise.resolve([]),
      onDidKeep: () => nothing,
    },
    ignored: { of: () => new Set(), onDidChange: new EventEmitter<never>().event },
    reporting: { log: { warn: quiet }, reportFailure: quiet },
    isWatched: () => false,
    readForm: () => Promise.resolve(undefined),
    editOf: () => undefined,
  } as unknown as OpenPanelsOptions);
  panels.show({ account: account.id, segments: ['s', 'thing', 'disk', 'd'] });
  const page = screen.panels.at(-1)!;
  page.send({ kind: 'ready' });
  const view = page.posted.find(({ kind }) => kind === 'view') as unknown as
    | { readonly view: { readonly header: HeaderView } }
    | undefined;
  panels.dispose();
  return view?.view.header;
}

it('a panel names the account of its resource, with its region and how it is guarded', () => {
  const shop: Account = {
    ...account,
    label: 'Shop',
    endpoint: { name: 'ovh-ca', origin: 'https://ca.api.ovh.com', tokenUrl: 'https://x/token' },
    safeguards: ['production', 'readOnly'],
  };
  expect(headerWith(shop)?.account).toBe('Shop (ovh-ca), production, read-only');
  expect(headerWith()?.account).toBe('Shop, as it was called');
});

it('a panel calls what its resource is in by the name that it was seen by', () => {
  expect(headerWith()?.path).toEqual(['s', 'Build server', 'disk']);
});
