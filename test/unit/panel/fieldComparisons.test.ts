import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FieldComparisons as FieldComparisonsType } from '../../../src/editor/panel/fieldComparisons.js';
import { parseHostMessage, type ComparisonView } from '../../../src/protocol.js';
import type { secretFieldsOf } from '../../../src/resource/secretFields.js';
import { marks } from '../schema/markedSecrets.js';

/** The editor with one comparison in front, and the pages that were opened. */
const screen = vi.hoisted(() => {
  class TabInputTextDiff {
    constructor(
      readonly original: object,
      readonly modified: object,
    ) {}
  }
  return {
    TabInputTextDiff,
    input: undefined as object | undefined,
    texts: new Map<string, string>(),
    paths: ['/left.json', '/right.yaml'],
    pages: [] as {
      posted: unknown[];
      send: (message: unknown) => void;
      close: () => void;
      active: boolean;
      icon: unknown;
    }[],
    messages: [] as string[],
    clipboard: '',
    changed: (_: object): void => undefined,
  };
});

vi.mock('vscode', () => {
  const documentAt = (uri: { toString(): string }): object => ({
    uri,
    getText: () => screen.texts.get(uri.toString()) ?? '',
  });
  return {
    TabInputTextDiff: screen.TabInputTextDiff,
    ViewColumn: { Active: -1 },
    Disposable: {
      from: (...all: { dispose(): void }[]) => ({ dispose: () => all.forEach((one) => one.dispose()) }),
    },
    Uri: { joinPath: (base: string, ...parts: string[]) => [base, ...parts].join('/') },
    env: { language: 'en', clipboard: { writeText: async (text: string) => (screen.clipboard = text) } },
    l10n: { t: (text: string) => text },
    workspace: {
      openTextDocument: async (uri: { toString(): string }) => documentAt(uri),
      get textDocuments() {
        return screen.paths.map((path) => documentAt(uriOf(path)));
      },
      onDidChangeTextDocument: (listener: (event: object) => void) => {
        screen.changed = listener;
        return { dispose: () => undefined };
      },
    },
    window: {
      get tabGroups() {
        return { activeTabGroup: { activeTab: { label: 'left ↔ right', input: screen.input } } };
      },
      showInformationMessage: async (text: string) => void screen.messages.push(text),
      createWebviewPanel: () => {
        const posted: unknown[] = [];
        let onMessage: (message: unknown) => void = () => undefined;
        let onDispose = (): void => undefined;
        const page = {
          ...{ posted, active: true, send: (message: unknown) => onMessage(message) },
          ...{ close: () => onDispose(), icon: undefined as unknown },
        };
        screen.pages.push(page);
        return {
          set iconPath(icon: unknown) {
            page.icon = icon;
          },
          active: true,
          webview: {
            ...{ options: {}, html: '', cspSource: '', asWebviewUri: (uri: unknown) => uri },
            postMessage: async (message: string) => posted.push(JSON.parse(message)),
            onDidReceiveMessage: (listener: typeof onMessage) => {
              onMessage = listener;
              return { dispose: () => undefined };
            },
          },
          onDidDispose: (listener: () => undefined) => (onDispose = listener),
          dispose: () => onDispose(),
        };
      },
    },
  };
});
const { FieldComparisons } = await import('../../../src/editor/panel/fieldComparisons.js');

const uriOf = (
  path: string,
  scheme = 'file',
): { readonly scheme: string; readonly path: string; toString(): string } => ({
  scheme,
  path,
  toString: () => path,
});

const comparisonsOf = (item?: Parameters<typeof secretFieldsOf>[0]): FieldComparisonsType =>
  new FieldComparisons({ extensionUri: '/extension' as never, itemAt: () => Promise.resolve(item) });

/** Comparisons that are over by then, in slices. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  screen.pages.length = 0;
  screen.messages.length = 0;
  screen.paths = ['/left.json', '/right.yaml'];
  screen.texts = new Map([
    ['/left.json', '{"size": 1, "name": "a"} // the response'],
    ['/right.yaml', 'name: a\nsize: 2\n'],
  ]);
  screen.input = new screen.TabInputTextDiff(uriOf('/left.json'), uriOf('/right.yaml'));
});

const shown = (): ComparisonView | undefined => {
  const message = parseHostMessage(screen.pages[0]?.posted.at(-1));
  return message?.kind === 'comparison' ? message.comparison : undefined;
};

describe('Compare by Field', () => {
  it('shows both documents of the comparison in front, whatever language each is in, and copies what differs', async () => {
    const comparisons = comparisonsOf();
    await comparisons.compareActive();
    expect(screen.pages[0]?.posted).toEqual([]);
    expect(screen.pages[0]?.icon).toMatchObject({ light: '/extension/media/panelLight.svg' });
    screen.pages[0]?.send({ kind: 'ready' });
    await settled();
    expect(shown()?.title).toBe('left ↔ right');
    expect(shown()?.spec.counts).toEqual({ added: 0, removed: 0, changed: 1 });
    screen.pages[0]?.send({ kind: 'copyChanges', form: 'patch' });
    expect(JSON.parse(screen.clipboard)).toEqual([{ op: 'replace', path: '/size', value: 2 }]);
    comparisons.active()?.copyField('changed:["size"]', 'path');
    expect(screen.clipboard).toBe('size');
    comparisons.dispose();
    expect(comparisons.active()).toBeUndefined();
  });

  it('follows what is typed, and keeps the last comparison while a text is incomplete', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const comparisons = comparisonsOf();
    await comparisons.compareActive();
    screen.pages[0]?.send({ kind: 'ready' });
    await settled();
    const type = async (text: string): Promise<void> => {
      screen.texts.set('/right.yaml', text);
      screen.changed({ document: { uri: uriOf('/right.yaml') } });
      vi.runAllTimers();
      await settled();
    };
    await type('name: [a');
    expect(shown()?.spec.counts.changed).toBe(1);
    await type('name: b\nsize: 3\n');
    expect(shown()?.spec.counts.changed).toBe(2);
    comparisons.dispose();
    vi.useRealTimers();
  });

  it('shows no secret that the API document of one of them marks, wherever it is', async () => {
    const [whole, spec, file] = ['/me/s/thing/1.full/x.json', '/me/s/thing/2.spec/y.json', '/z.json'];
    screen.texts = new Map([
      [whole, '{"targetSpec": {"pins": ["canary-1"]}, "pins": ["canary-2"]}'],
      [spec, '{"pins": ["canary-3"], "name": "shown"}'],
      [file, '{"pins": ["canary-4"]}'],
    ]);
    const at = { [whole]: 'ovhapi', [spec]: 'ovhapi-earlier' };
    const comparisons = comparisonsOf({ isMarkedSecret: marks(['pins', '*']) });
    for (const sides of [
      [whole, spec],
      [file, spec],
      [spec, file],
    ] as const) {
      screen.pages.length = 0;
      screen.input = new screen.TabInputTextDiff(
        uriOf(sides[0], at[sides[0]]),
        uriOf(sides[1], at[sides[1]]),
      );
      screen.paths = [...sides];
      await comparisons.compareActive();
      screen.pages[0]?.send({ kind: 'ready' });
      await settled();
      const text = JSON.stringify(shown());
      expect(text).toContain('shown');
      expect(text).toContain('•••');
      expect(text).not.toContain('canary');
    }
    comparisons.dispose();
  });

  it('says that a document is too large, before it is read', async () => {
    const comparisons = comparisonsOf();
    screen.texts.set('/left.json', JSON.stringify(Array.from({ length: 10_001 }, (_, at) => at)));
    await comparisons.compareActive();
    expect(screen.messages).toEqual([expect.stringContaining('too large to be compared by field')]);
    expect(screen.pages).toEqual([]);
  });

  it('says which document can’t be compared, and opens nothing without a comparison in front', async () => {
    const comparisons = comparisonsOf();
    screen.texts.set('/left.json', 'Bad Gateway');
    await comparisons.compareActive();
    expect(screen.messages).toHaveLength(1);
    screen.input = undefined;
    await comparisons.compareActive();
    expect(screen.pages).toEqual([]);
  });
});
