import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as Support from './treeOnSandbox.js';
import { clearScreen, screen } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');

let stage: Support.TreeStage;

beforeEach(async () => {
  clearScreen();
  stage = await treeOnSandbox({ resources: 12 });
});
afterEach(() => stage.close());

describe('where the sections should be', () => {
  it('they are, and no welcome text', async () => {
    await stage.tree.getChildren();
    expect([stage.tree.rootState, screen.contexts.get('ovhApi.root')]).toEqual(['ready', undefined]);
  });

  it('a welcome text shows while the credential is refused', async () => {
    await stage.sandbox.client.inject({
      path: '/v2',
      times: 1,
      effect: { kind: 'error', status: 401, message: 'This credential is not valid' },
    });
    expect(await stage.tree.getChildren()).toEqual([]);
    expect(screen.contexts.get('ovhApi.root')).toBe('credential');
    stage.tree.refresh();
    expect(await stage.tree.getChildren()).not.toEqual([]);
    expect(screen.contexts.get('ovhApi.root')).toBe('ready');
  });

  it('the failure’s own sentence shows where there is no welcome text for it', async () => {
    await stage.sandbox.client.inject({ path: '/v2', effect: { kind: 'html' } });
    expect((await stage.tree.getChildren()).map(({ kind }) => kind)).toEqual(['failure']);
    expect(stage.tree.rootState).toBe('failed');
  });
});

describe('without a network', () => {
  it('what could not be read is reported, and read again when the network is back', async () => {
    const lists = await stage.at('/managedPlatform', 'project');
    await stage.sandbox.stop();
    expect((await stage.tree.getChildren(lists)).map(({ kind }) => kind)).toEqual(['failure']);
    expect(stage.lost).toEqual(['me']);
    stage.tree.readUnreached();
    expect(stage.redrawn).toEqual([lists]);
    // Only what failed, and only once.
    stage.tree.readUnreached();
    expect(stage.redrawn).toEqual([lists]);
  });

  it('rows that are there stay after a refresh, with the reason beside them', async () => {
    const lists = await stage.at('/managedPlatform', 'project');
    const before = await stage.tree.getChildren(lists);
    await stage.sandbox.stop();
    stage.tree.refresh(lists);
    const after = await stage.tree.getChildren(lists);
    expect(after.slice(0, -1).map(({ id }) => id)).toEqual(
      before.filter(({ kind }) => kind === 'item').map(({ id }) => id),
    );
    expect(after.at(-1)?.kind).toBe('failure');
    expect(stage.lost).toEqual(['me']);
  });

  it('a window without sections says so in a welcome text', async () => {
    await stage.sandbox.stop();
    expect(await stage.tree.getChildren()).toEqual([]);
    expect(screen.contexts.get('ovhApi.root')).toBe('unreachable');
  });
});
