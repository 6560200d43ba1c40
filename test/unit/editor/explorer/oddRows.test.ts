import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenPlace } from '../../../../src/editor/explorer/openPlace.js';
import type * as ReplacementModule from '../../../../src/editor/explorer/openReplacement.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../../../src/resource/tree/nodes.js';
import type * as RetirementModule from '../../../../src/editor/shell/retirementText.js';
import { toApiPath, type ResourceAddress } from '../../../../src/resource/address.js';
import type * as Support from './treeOnSandbox.js';
import { clearScreen, screen, type MarkdownString } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');
const { openReplacement }: typeof ReplacementModule =
  await import('../../../../src/editor/explorer/openReplacement.js');
const { retirementSentences, retirementWord }: typeof RetirementModule =
  await import('../../../../src/editor/shell/retirementText.js');

const documents = [new URL('../../../support/shapes.yaml', import.meta.url).pathname];
const now = Date.parse('2026-11-27T12:00:00Z');

let stage: Support.TreeStage;

beforeEach(async () => {
  clearScreen();
  stage = await treeOnSandbox({ documents, resources: 3 });
});
afterEach(() => stage.close());

const look = (node: TreeNode): ReturnType<typeof stage.tree.getTreeItem> => stage.tree.getTreeItem(node);
const children = async (): Promise<readonly TreeNode[]> => stage.tree.getChildren(await stage.at('/shapes'));
const rules = async (): Promise<CollectionNode> =>
  (await stage.at('/shapes', 'Reference lists', 'rule')) as CollectionNode;

describe('a list of bare names', () => {
  it('has resources that are named after them and open by them', async () => {
    const names = (await stage.at('/shapes', 'policy')) as CollectionNode;
    const [first] = (await stage.tree.getChildren(names)) as readonly ItemNode[];
    expect(first?.kind).toBe('item');
    const name = first?.address.segments.at(-1) ?? '';
    expect(name).toMatch(/^policy-[a-z]{4}$/);
    expect(first && look(first)).toMatchObject({ label: name, command: { command: 'vscode.open' } });
    expect(first && toApiPath(first.address)).toBe(`/shapes/policy/${name}`);
  });
});

describe('an envelope that asks for nothing', () => {
  it('opens its current state, and nothing to write in', async () => {
    const [host] = (await stage.tree.getChildren(await stage.at('/shapes', 'host'))) as readonly ItemNode[];
    if (!host) throw new Error('there is no host');
    const { contextValue, command } = look(host);
    expect(contextValue).toMatch(/\benvelope canRead readonly\b/);
    expect(String((command as unknown as { arguments: unknown[] }).arguments[0])).toMatch(/\.current/);
  });
});

describe('a deprecated list', () => {
  it('says when it is removed, in its row and its tooltip, with a link to what replaces it', async () => {
    const row = await rules();
    expect(look(row).description).toMatch(/^deprecated, /);
    expect(look(row).contextValue).toContain('replaced');
    const tooltip = stage.tree.resolveTreeItem(look(row), row).tooltip as unknown as MarkdownString & {
      readonly isTrusted: unknown;
    };
    expect(tooltip.value).toContain('Deprecated since');
    expect(tooltip.value).toContain('Replaced by [/v2/shapes/policy/{policyName}](command:');
    expect(tooltip.isTrusted).toEqual({ enabledCommands: ['ovhApi.resources.openReplacement'] });
    const [, link = ''] = /openReplacement\?([^)]*)/.exec(tooltip.value) ?? [];
    expect(JSON.parse(decodeURIComponent(link))).toEqual([
      { address: row.address, replacement: '/v2/shapes/policy/{policyName}' },
    ]);
  });

  it.each([
    ['no date', { deprecatedAt: undefined, deletedAt: undefined }, 'deprecated', 'Deprecated.'],
    [
      'a removal that is to come',
      { deprecatedAt: '2026-05-20T00:00:00Z', deletedAt: '2027-01-31' },
      'deprecated, will be removed on Jan 31, 2027 (in 65 days)',
      'Deprecated since May 20, 2026. It will be removed on Jan 31, 2027 (in 65 days).',
    ],
    [
      'a removal that should have been',
      { deprecatedAt: undefined, deletedAt: '2024-09-01T00:00:00Z' },
      'deprecated, removal was planned for Sep 1, 2024 (817 days ago)',
      'Deprecated. Its removal was planned for Sep 1, 2024 (817 days ago).',
    ],
    [
      'a text that is no date',
      { deprecatedAt: 'spring', deletedAt: 'the next major version' },
      'deprecated, will be removed on the next major version',
      'Deprecated since spring. It will be removed on the next major version.',
    ],
  ])('with %s says no more than the document', (_, dates, word, sentences) => {
    const operation = { isDeprecated: true, retirement: { ...dates, replacement: undefined } };
    expect(retirementWord(operation, now)).toBe(word);
    expect(retirementSentences(operation, now).join(' ')).toBe(sentences);
  });

  it('leads to its replacement, as far as its own identifiers go', async () => {
    const opened: string[] = [];
    const places = {
      open: (address: ResourceAddress) => void opened.push(toApiPath(address)),
    } as unknown as OpenPlace;
    await openReplacement(places, await rules());
    const address = { account: 'me', segments: ['s', 'project', 'p/1', 'old'] };
    for (const replacement of [
      '/v2/s/project/{id}/new',
      '/s/project/{id}/part/{partId}/x',
      '/v1/s/new',
      'https://x',
    ])
      await openReplacement(places, { address, replacement });
    expect(opened).toEqual(['/shapes/policy', '/s/project/p%2F1/new', '/s/project/p%2F1/part']);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('/v1/s/new'),
      expect.stringContaining('https://x'),
    ]);
  });
});

describe('operations for internal use', () => {
  it('are counted at the end of their section, and can be shown and hidden there', async () => {
    const hidden = (await children()).at(-1);
    expect(hidden && look(hidden)).toMatchObject({
      label: '2 internal operations hidden',
      description: 'Show',
      command: { command: 'ovhApi.resources.toggleInternal' },
    });
    screen.settings.set('ovhApi.showInternal', true);
    const shown = (await children()).at(-1);
    expect(shown && look(shown)).toMatchObject({ label: '2 internal operations shown', description: 'Hide' });
    expect(shown?.id).toBe(hidden?.id);
  });
});

describe('code samples', () => {
  it('are offered by the rows whose operations have some', async () => {
    expect(look(await stage.at('/shapes', 'policy')).contextValue).toContain('hasSamples');
    expect(look(await rules()).contextValue).not.toContain('hasSamples');
  });
});
