import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import {
  registerComparing,
  type ComparingOptions,
} from '../../../../../src/editor/spec/compare/registerComparing.js';
import type { KnownResource } from '../../../../../src/resource/knownResource.js';
import { clearScreen, commands, screen, Uri, window } from '../../fakeVscode.js';
import { itemKind } from '../../explorer/items.js';

const item = itemKind({ path: '/things/{id}', name: 'things', parameter: 'id' });
const known = (id: string): KnownResource => ({
  kind: 'item',
  address: { account: 'a', segments: ['things', id] },
  name: `name of ${id}`,
  urn: undefined,
});
const row = { kind: 'item', address: known('1').address };

describe('a comparison', () => {
  let seen: readonly KnownResource[];
  let isEnvelope: boolean;
  let template: string;
  let offered: readonly unknown[];
  let pages: string[];
  let shown: readonly string[];
  /** The cursor that the first page ends with. */
  let next: string | undefined;
  let isBroken: boolean;
  /** What a person types into the box; the first row that holds it is chosen as soon as there is one, or Escape is pressed at the end. */
  let typed: string;

  /** A quick pick as VS Code has it, and the person before it. */
  class Box {
    activeItems: readonly unknown[] = [];
    selectedItems: readonly unknown[] = [];
    #items: readonly { readonly label: string }[] = [];
    #busy = false;
    #accept = (): void => undefined;
    #hide = (): void => undefined;
    #change = (): void => undefined;
    set items(items: readonly { readonly label: string }[]) {
      this.#items = offered = items;
    }
    get items(): readonly { readonly label: string }[] {
      return this.#items;
    }
    get busy(): boolean {
      return this.#busy;
    }
    set busy(isBusy: boolean) {
      this.#busy = isBusy;
      if (!isBusy) this.#choose();
    }
    onDidAccept = (run: () => void): void => void (this.#accept = run);
    onDidHide = (run: () => void): void => void (this.#hide = run);
    onDidChangeValue = (run: () => void): void => void (this.#change = run);
    show(): void {
      if (typed !== '') this.#change();
      if (!this.#busy) this.#choose();
    }
    hide(): void {
      this.#hide();
    }
    dispose(): void {
      this.#items = [];
    }
    #choose(): void {
      this.selectedItems = this.#items.filter(({ label }) => label.includes(typed)).slice(0, 1);
      if (this.selectedItems.length > 0) this.#accept();
      else this.#hide();
    }
  }
  const reportFailure = vi.fn<(failure: unknown) => void>();

  beforeEach(() => {
    clearScreen();
    reportFailure.mockReset();
    [seen, isEnvelope, pages, shown] = [[], true, [], []];
    [template, offered] = [item.path, []];
    [next, isBroken, typed] = [undefined, false, ''];
    const connection = {
      schemas: {
        forPath: (path: string) =>
          Promise.resolve(
            path === '/things'
              ? { collection: { path, name: 'things', item, identifier: 'id' } }
              : { item: { ...item, path: template, isEnvelope } },
          ),
      },
      api: {
        page: ({ path, cursor }: { path: string; cursor?: string }) => {
          pages.push(cursor === undefined ? path : `${path} from ${cursor}`);
          if (cursor === 'b' && isBroken) return Promise.reject(new Error('no more'));
          if (cursor === 'a') return Promise.resolve({ next: 'b', items: [{ id: '3', name: 'three' }] });
          if (cursor === 'b') return Promise.resolve({ items: [{ id: '4', name: 'far beyond' }] });
          return Promise.resolve({
            next,
            items: [
              { id: '1', name: 'one' },
              { id: '2', name: 'two' },
            ],
          });
        },
      },
    };
    const options = {
      connections: { get: () => connection },
      known: {
        lists: () => ({ favourites: [], recent: [], seen }),
        nameOf: ({ segments }: { segments: readonly string[] }) => `name of ${segments.at(-1) ?? ''}`,
      },
      reportFailure,
    };
    registerComparing(options as unknown as ComparingOptions);
    screen.commands.set('vscode.diff', (left, right, title) => {
      shown = [left, right, title].map(String);
    });
    vi.spyOn(window, 'createQuickPick').mockImplementation((() => new Box()) as never);
  });

  it('with the current state has the spec on the side that can be edited', async () => {
    await commands.executeCommand('ovhApi.compare.currentState', row);
    expect(shown).toEqual([
      'ovhapi:/a/things/1.current/name of 1.current.json',
      'ovhapi:/a/things/1.spec/name of 1.json',
      'name of 1: current state ↔ spec',
    ]);
  });

  it('is made in the language of the document that it was requested for', async () => {
    const uri = Uri.from({ scheme: 'ovhapi', path: '/a/things/1.yaml' }) as unknown as vscode.Uri;
    await commands.executeCommand('ovhApi.compare.currentState', uri);
    expect(shown.slice(0, 2)).toEqual([
      'ovhapi:/a/things/1.current/name of 1.current.yaml',
      'ovhapi:/a/things/1.spec/name of 1.yaml',
    ]);
  });

  it('with a state that is not there is refused in a sentence', async () => {
    isEnvelope = false;
    await commands.executeCommand('ovhApi.compare.currentState', row);
    expect(shown).toEqual([]);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'name of 1 has no separate current state, so there is nothing to compare.',
    ]);
  });

  it('with another resource offers what was seen first, and what its list has besides', async () => {
    seen = [known('1'), known('7')];
    await commands.executeCommand('ovhApi.compare.another', row);
    expect(shown).toEqual([
      'ovhapi:/a/things/7.spec/name of 7.json',
      'ovhapi:/a/things/1.spec/name of 1.json',
      'name of 7 ↔ name of 1',
    ]);
    expect(pages).toEqual(['/things']);
  });

  it('names another by its identifier too, and by its place where that is elsewhere', async () => {
    const far = { account: 'a', segments: ['shelf', '2', 'things', '9'] };
    template = '/shelf/{shelf}/things/{id}';
    seen = [
      { ...known('9'), address: far },
      { ...known('8'), address: { ...far, segments: ['shelf', '1', 'things', '8'] } },
    ];
    const address = { account: 'a', segments: ['shelf', '1', 'things', '1'] };
    await commands.executeCommand('ovhApi.compare.another', { kind: 'item', address });
    expect(offered).toMatchObject([
      { label: 'name of 8', description: '8' },
      { label: 'name of 9', description: '9', detail: '/shelf/2/things' },
    ]);
    expect(offered[0]).not.toHaveProperty('detail');
  });

  it('with another resource reads the first page of the list where none was seen', async () => {
    seen = [known('1')];
    await commands.executeCommand('ovhApi.compare.another', row);
    expect(pages).toEqual(['/things']);
    expect(shown[2]).toBe('two ↔ name of 1');
    expect(reportFailure).not.toHaveBeenCalled();
  });

  it('with another resource finds one beyond the first page by what is typed', async () => {
    [next, typed] = ['a', 'far'];
    await commands.executeCommand('ovhApi.compare.another', row);
    expect(pages).toEqual(['/things', '/things from a', '/things from b']);
    expect(shown[2]).toBe('far beyond ↔ name of 1');
  });

  it('with another resource reads no more than the first page before something is typed', async () => {
    next = 'a';
    await commands.executeCommand('ovhApi.compare.another', row);
    expect(pages).toEqual(['/things']);
  });

  it('with another resource says once that the rest of the list can’t be read, and keeps what was found', async () => {
    [next, isBroken, typed] = ['a', true, 'three'];
    await commands.executeCommand('ovhApi.compare.another', row);
    expect(reportFailure).toHaveBeenCalledOnce();
    expect(shown[2]).toBe('three ↔ name of 1');
  });
});
