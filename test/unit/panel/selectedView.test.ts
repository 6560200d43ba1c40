import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SelectedView } from '../../../src/editor/panel/selectedView.js';
import { addressKey, type ResourceAddress } from '../../../src/resource/address.js';
import { clearScreen, screen } from '../editor/fakeVscode.js';

vi.mock('vscode', () => import('../editor/fakeVscode.js'));
vi.mock('../../../src/editor/shell/loadPage.js', async (original) => ({
  ...(await original<object>()),
  loadPage: () => undefined,
}));

const thing = (id: string, account = 'me'): ResourceAddress => ({ account, segments: ['s', 'thing', id] });

type Listener = (value?: unknown) => void;

/** The view in a window, with what was shown in it. */
function open(kept = new Map<string, unknown>()) {
  const shown: string[] = [];
  const posted: { kind: string; title?: string }[] = [];
  const gone: string[] = [];
  let hear: Listener = () => undefined;
  let change: Listener = () => undefined;
  let end: Listener = () => undefined;
  const listen = (set: (listener: Listener) => void) => (listener: Listener) => {
    set(listener);
    return { dispose: () => undefined };
  };
  const webviewView = {
    visible: true,
    description: '',
    webview: {
      onDidReceiveMessage: listen((listener) => (hear = listener)),
      postMessage: (message: string) => posted.push(JSON.parse(message) as { kind: string }),
    },
    onDidChangeVisibility: listen((listener) => (change = listener)),
    onDidDispose: listen((listener) => (end = listener)),
  };
  const view = new SelectedView({
    extensionUri: '/extension' as never,
    workspaceState: {
      get: (name: string) => kept.get(name),
      update: async (name: string, value: unknown) => void kept.set(name, value),
    } as never,
    panels: {
      showInView: (_, address, isPageThere) =>
        shown.push(address ? `${address.segments.at(-1)!}${isPageThere ? '' : ', new page'}` : 'nothing'),
    },
    goToResource: () => gone.push('go'),
  });
  const see = (visible: boolean): void => {
    webviewView.visible = visible;
    change();
  };
  return {
    ...{ view, shown, posted, gone, webviewView, see, kept },
    send: (message: unknown) => {
      hear(message);
    },
    resolve: () => {
      view.resolveWebviewView(webviewView as never);
    },
    end: () => {
      end();
    },
  };
}

beforeEach(() => {
  clearScreen();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The selection rests. */
const rest = (): void => void vi.advanceTimersByTime(1_000);

describe('the view of the selected resource', () => {
  it('shows nothing invisible of an identifier beside its title', () => {
    const { view, resolve, webviewView } = open();
    resolve();
    view.follow(thing('a\u202eb\nc'));
    rest();
    expect(webviewView.description).toBe('a\\u202eb c');
  });

  it('reads only the last of the rows that the arrow keys pass', () => {
    const { view, shown, resolve, send } = open();
    resolve();
    send({ kind: 'ready' });
    // For longer than one row would have to rest.
    for (const id of ['a', 'b', 'c']) {
      view.follow(thing(id));
      vi.advanceTimersByTime(200);
    }
    expect(shown).toEqual([]);
    rest();
    view.follow(thing('c'));
    rest();
    expect(shown).toEqual(['c']);
  });

  it('reads nothing while it can’t be seen, and what is selected once it can', () => {
    const { view, shown, resolve, see } = open();
    view.follow(thing('a'));
    rest();
    expect(shown).toEqual([]);
    resolve();
    expect(shown).toEqual(['a, new page']);
    see(false);
    view.follow(thing('b'));
    rest();
    expect(shown).toEqual(['a, new page', 'nothing']);
    see(true);
    expect(shown.at(-1)).toBe('b, new page');
  });

  it('says what to do while nothing is selected, also in a page that shows a resource no longer', async () => {
    const { view, shown, posted, gone, resolve, send } = open();
    resolve();
    send({ kind: 'ready' });
    expect(posted.map(({ kind }) => kind)).toEqual(['texts', 'empty']);
    send({ kind: 'goToResource' });
    expect(gone).toEqual(['go']);
    view.follow(thing('a'));
    rest();
    await view.forget('me');
    expect(shown).toEqual(['a', 'nothing']);
    expect(posted.at(-1)).toMatchObject({ kind: 'empty', title: 'No resource selected' });
  });

  it('keeps a pinned resource, after a reload too, until it is unpinned', async () => {
    const first = open();
    first.resolve();
    first.view.follow(thing('a'));
    rest();
    await first.view.pin();
    expect(screen.contexts.get('ovhApi.selectedPinned')).toBe(true);
    first.view.follow(thing('b'));
    rest();
    expect(first.shown).toEqual(['a, new page']);
    expect([...first.kept.values()]).toEqual([addressKey(thing('a'))]);
    const second = open(first.kept);
    second.resolve();
    second.view.follow(thing('b'));
    rest();
    expect(second.shown).toEqual(['a, new page']);
    await second.view.unpin();
    expect(second.shown.at(-1)).toBe('b, new page');
    expect(screen.contexts.get('ovhApi.selectedPinned')).toBe(false);
  });

  it('watches nothing more when the view is closed', () => {
    const { view, shown, resolve, end } = open();
    resolve();
    view.follow(thing('a'));
    rest();
    end();
    view.follow(thing('b'));
    rest();
    expect(shown).toEqual(['a, new page', 'nothing']);
  });
});
