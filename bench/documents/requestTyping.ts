import { LiveLists } from '../../src/editor/language/liveLists.js';
import { SpecLanguage } from '../../src/editor/language/specLanguage.js';
import { RequestApi } from '../../src/editor/scratchpad/help/requestApi.js';
import { RequestBodies } from '../../src/editor/scratchpad/help/requestBodies.js';
import { registerRequestCompletion } from '../../src/editor/scratchpad/help/requestCompletion.js';
import { RequestRoutes } from '../../src/editor/scratchpad/help/requestRoutes.js';
import type { Operation } from '../../src/schema/catalogue.js';
import { parseOpenApi } from '../../src/schema/openapi.js';
import { readCatalogue } from '../../src/schema/readCatalogue.js';
import { requestSkeleton } from '../../src/scratchpad/help/requestSkeleton.js';
import { parseRequestFile } from '../../src/scratchpad/parseRequestFile.js';
import type { RequestFile } from '../../src/scratchpad/requestFile.js';
import { noSources } from '../../src/scratchpad/sources.js';
import { Disposable, EventEmitter, Position, screen, Uri } from '../../test/unit/editor/fakeVscode.js';
import type { Keystrokes } from './typing.js';

const REQUESTS = 500;
const KEYSTROKES: Keystrokes = { measured: 200, warmUp: 30 };
const REPEATS = 3;
const ORIGIN = 'https://api.example';

/** Milliseconds of each keystroke: ours, and of parsing the file alone. */
export interface RequestTypingTimes {
  readonly ours: readonly number[];
  readonly parsing: readonly number[];
}

/**
 * Types into the paths, queries and bodies of a file of 500 requests to the largest document's operations, and waits for what all of
 * our providers propose. `json` is the document, `path` its section. Each keystroke is a text of its own, which is parsed anew.
 */
export async function typeRequests(
  json: string,
  path: string,
  { measured, warmUp }: Keystrokes = KEYSTROKES,
): Promise<RequestTypingTimes> {
  const document = parseOpenApi(JSON.parse(json));
  const section = {
    section: path,
    asked: 'default',
    document,
    catalogue: readCatalogue(path, document),
  };
  const text = fileText(document, section.catalogue.operations);
  const shown = shownDocument();
  const providers = registerProviders(section, path);
  const times = { ours: [] as number[], parsing: [] as number[] };
  for (const [index, typed] of keystrokes(text, measured + warmUp).entries()) {
    let [ours, parsing] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      shown.type(typed.text);
      const position = shown.positionAt(typed.offset);
      let begun = performance.now();
      const found = await Promise.all(
        (screen.completions as readonly Proposing[]).map((one) =>
          one.provideCompletionItems(shown, position, NEVER),
        ),
      );
      ours = Math.min(ours, performance.now() - begun);
      if (index === 0 && found.flat().length === 0) throw new Error('nothing is proposed');
      begun = performance.now();
      parseRequestFile(typed.text);
      parsing = Math.min(parsing, performance.now() - begun);
    }
    if (index < warmUp) continue;
    times.ours.push(ours);
    times.parsing.push(parsing);
  }
  providers.dispose();
  return times;
}

/** What VS Code asks for completions. */
interface Proposing {
  provideCompletionItems(
    document: unknown,
    position: Position,
    token: object,
  ): Promise<readonly unknown[] | undefined>;
}

const NEVER = { isCancellationRequested: false, onCancellationRequested: () => undefined };

function fileText(document: ReturnType<typeof parseOpenApi>, operations: readonly Operation[]): string {
  return Array.from({ length: REQUESTS }, (_, at) => {
    const { title, text } = requestSkeleton(document, operations[(at * 37) % operations.length]!);
    return `### ${title}\n${text.replaceAll(/\{([^{}/\n]+)\}(?=[/\n?])/g, 'id-$1')}`;
  }).join('\n');
}

/** A letter more in a path, a query that begins, or a field of a body, each the next keystroke of an edit of its own. */
function keystrokes(
  text: string,
  count: number,
): readonly { readonly text: string; readonly offset: number }[] {
  const { requests } = parseRequestFile(text);
  return Array.from({ length: count }, (_, index) => {
    const { target, body } = requests[(index * 7_919) % requests.length]!;
    const slash = target.span.start + target.text.split('?')[0]!.lastIndexOf('/') + 1;
    const [offset, key] =
      index % 3 === 0
        ? [slash, 'x']
        : index % 3 === 1 || !body
          ? [target.span.end, target.text.includes('?') ? '&' : '?']
          : [body.span.start + 1, '"'];
    return { text: text.slice(0, offset) + key + text.slice(offset), offset: offset + key.length };
  });
}

interface ShownDocument {
  readonly version: number;
  type(text: string): void;
  positionAt(offset: number): Position;
}

/** One document whose text changes, as the editor has it: it knows where its lines begin. */
function shownDocument(): ShownDocument {
  let [text, starts]: [string, readonly number[]] = ['', [0]];
  const shown = {
    uri: Uri.from({ scheme: 'file', path: '/a.ovhapi.http' }),
    version: 0,
    isClosed: false,
    languageId: 'ovhapi-http',
    getText: () => text,
    type: (typed: string) => {
      text = typed;
      starts = [0, ...[...typed.matchAll(/\n/g)].map(({ index }) => index + 1)];
      shown.version += 1;
    },
    offsetAt: ({ line, character }: Position) => (starts[line] ?? 0) + character,
    lineAt: (line: number) => ({
      firstNonWhitespaceCharacterIndex: text.slice(starts[line], starts[line + 1]).search(/\S|$/),
    }),
    positionAt: (offset: number) => {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (starts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      return new Position(low, offset - starts[low]!);
    },
  };
  return shown;
}

/** The extension's own providers, with a section that is there and a list of 100 members. */
function registerProviders(section: object, path: string): { dispose(): void } {
  const parsed = new WeakMap<object, { readonly version: number; readonly file: RequestFile }>();
  const documents = {
    file: (document: { readonly version: number; getText(): string }) => {
      const known = parsed.get(document);
      if (known?.version === document.version) return known.file;
      const file = parseRequestFile(document.getText());
      parsed.set(document, { version: document.version, file });
      return file;
    },
  };
  const never = new EventEmitter<never>().event;
  const members = Array.from({ length: 100 }, (_, at) => `member-${String(at)}`);
  const connection = {
    account: { id: 'bench' },
    api: { account: { id: 'bench' }, page: () => Promise.resolve({ items: members }) },
    schemas: {
      picked: 'default',
      sections: () => Promise.resolve([{ path, description: undefined, badges: [], formats: [] }]),
      section: () => Promise.resolve(section),
    },
  };
  const note = (failure: unknown): never => {
    throw failure as Error;
  };
  const api = new RequestApi({ connection: () => connection, onDidChangeConnection: never, note } as never);
  const sources = { known: () => noSources };
  const routes = new RequestRoutes({ documents, sources, origin: () => ORIGIN } as never);
  const lists = new LiveLists({ onDidChangeAccount: never, onDidChangeVersion: never, onDidWrite: never });
  const judge = new RequestBodies({ documents, routes, api } as never);
  return Disposable.from(
    registerRequestCompletion({ documents, routes, api, lists, note } as never),
    new SpecLanguage({ judge, lists, name: 'bench-requests' }),
  );
}
