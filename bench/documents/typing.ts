import { parseTree, type Node } from 'jsonc-parser';
import { getLanguageService, TextDocument, type LanguageService } from 'vscode-json-languageservice';
import type { JsonObject } from '../../src/schema/openapi.js';
import { propertiesOf } from '../../src/schema/openapi.js';
import { LiveLists } from '../../src/editor/language/liveLists.js';
import { SpecLanguage } from '../../src/editor/language/specLanguage.js';
import { SpecSchemas } from '../../src/editor/spec/document/specSchemas.js';
import {
  changing,
  diagnosing,
  EventEmitter,
  Position,
  screen,
  Uri,
} from '../../test/unit/editor/fakeVscode.js';
import type { LargestSpec } from './largestSpec.js';

/** How many keystrokes count, and how many come before them. */
export interface Keystrokes {
  readonly measured: number;
  readonly warmUp: number;
}

const KEYSTROKES: Keystrokes = { measured: 150, warmUp: 30 };
/** Each keystroke is measured so often and the least counts: a core that was taken away meanwhile is not the text's fault. */
const REPEATS = 3;

/** Milliseconds of each keystroke, ours and of the language service alone. */
export interface TypingTimes {
  readonly diagnostics: { readonly ours: readonly number[]; readonly plain: readonly number[] };
  readonly completion: { readonly ours: readonly number[]; readonly plain: readonly number[] };
  readonly sizeBytes: number;
}

/**
 * Types into a spec, now here and now there, and waits for the diagnostics, or the completions, of
 * each keystroke: ours from the editor's event to what is handed back to it, the pause before a validation included. The
 * peer is the language service that ours is built on, given the API document's models as they are.
 */
export async function typeInto(
  spec: LargestSpec,
  { measured, warmUp }: Keystrokes = KEYSTROKES,
): Promise<TypingTimes> {
  const places = stringsOf(spec.text);
  const typed = keystrokes(spec.text, places, measured + warmUp);
  const plain = plainService(spec);
  const ours = ourEditor(spec);
  const times = { diagnostics: twice(), completion: twice() };
  try {
    for (const [index, { text, offset }] of typed.entries()) {
      const own = {
        diagnostics: await least(() => ours.diagnose(text)),
        completion: await least(() => ours.complete(text, offset)),
      };
      const peer = {
        diagnostics: await least(() => plainDiagnose(plain, text)),
        completion: await least(() => plainComplete(plain, text, offset)),
      };
      if (index < warmUp) continue;
      for (const what of ['diagnostics', 'completion'] as const) {
        times[what].ours.push(own[what]);
        times[what].plain.push(peer[what]);
      }
    }
  } finally {
    ours.close();
  }
  return { ...times, sizeBytes: Buffer.byteLength(spec.text) };
}

async function least(measure: () => Promise<number>): Promise<number> {
  let ms = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) ms = Math.min(ms, await measure());
  return ms;
}

function twice(): { readonly ours: number[]; readonly plain: number[] } {
  return { ours: [], plain: [] };
}

/** A character more in a string, or the beginning of a new field, each the next keystroke of an edit of its own. */
function keystrokes(
  text: string,
  places: readonly Node[],
  count: number,
): readonly { text: string; offset: number }[] {
  return Array.from({ length: count }, (_, index) => {
    const place = places[(index * 7_919) % places.length]!;
    // Half of them leave a text that is no JSON, as typing does.
    const offset = index % 2 === 0 ? place.offset + place.length - 1 : place.offset;
    const key = index % 2 === 0 ? 'x' : '"';
    return { text: `${text.slice(0, offset)}${key}${text.slice(offset)}`, offset: offset + 1 };
  });
}

function stringsOf(text: string): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'string') found.push(node);
    for (const child of node.children ?? []) visit(child);
  };
  const root = parseTree(text);
  if (root) visit(root);
  return found;
}

interface OurEditor {
  diagnose(text: string): Promise<number>;
  complete(text: string, offset: number): Promise<number>;
  close(): void;
}

/** The extension's own providers, between an event of the editor and what they give back to it. */
function ourEditor({ document, item }: LargestSpec): OurEditor {
  const section = { section: '/s', version: '1.0', document, catalogue: { collections: [], singletons: [] } };
  const connection = { schemas: { forPath: () => Promise.resolve({ section, item }) } };
  const never = new EventEmitter<never>().event;
  const changes = { onDidChangeVersion: never, onDidChangeAccount: never, onDidChangeNetwork: never };
  const schemas = new SpecSchemas({
    connections: { get: () => connection, ...changes } as never,
    note: (failure) => {
      throw failure as Error;
    },
    editedAt: () => undefined,
  });
  // What the schema of a path is, is known once: it is not what typing waits for.
  Object.assign(section.catalogue, { collections: [collectionOf(item)] });
  const lists = new LiveLists({ onDidChangeAccount: never, onDidChangeVersion: never, onDidWrite: never });
  const language = new SpecLanguage({ judge: schemas, lists, name: 'bench' });
  const uri = Uri.from({ scheme: 'ovhapi', path: '/bench/s/thing/a.json' });
  // One document whose text changes, as the editor has it.
  const shown = {
    uri,
    version: 0,
    text: '',
    isDirty: false,
    isClosed: false,
    languageId: 'jsonc',
    getText: () => shown.text,
    // VS Code knows it without looking through the text.
    offset: 0,
    lineStarts: [0],
    positionAt: (offset: number) => {
      const line = shown.lineStarts.findLastIndex((start) => start <= offset);
      return new Position(line, offset - shown.lineStarts[line]!);
    },
    offsetAt: () => shown.offset,
    lineAt: () => {
      const start = shown.text.lastIndexOf('\n', shown.offset - 1) + 1;
      return { firstNonWhitespaceCharacterIndex: shown.text.slice(start, shown.offset).search(/\S|$/) };
    },
  };
  const type = (text: string): void => {
    shown.text = text;
    shown.lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    shown.version += 1;
  };
  return {
    diagnose: (text) => {
      type(text);
      const begun = performance.now();
      return new Promise((resolve) => {
        const listening = diagnosing.event(() => {
          listening.dispose();
          resolve(performance.now() - begun);
        });
        changing.fire({ document: shown, contentChanges: [] });
      });
    },
    complete: async (text, offset) => {
      const before = text.slice(0, offset).split('\n');
      const position = new Position(before.length - 1, before.at(-1)!.length);
      // A text of its own: what the diagnostics read of the same text would else be there already.
      type(text);
      shown.offset = offset;
      const begun = performance.now();
      await proposing().provideCompletionItems(shown, position);
      return performance.now() - begun;
    },
    close: () => {
      language.dispose();
      schemas.dispose();
    },
  };
}

/** What VS Code would ask for completions. */
function proposing(): { provideCompletionItems(document: object, position: Position): Promise<unknown> } {
  const [provider] = screen.completions;
  if (!provider) throw new Error('nothing proposes completions');
  return provider as ReturnType<typeof proposing>;
}

/** A collection at `/s/thing` of such items, so that the document's path is found. */
function collectionOf(item: LargestSpec['item']): object {
  return { path: '/s/thing', name: 'thing', item };
}

/** The service with the models as the API document has them, which is what one gets without a conversion. */
function plainService({ document, item }: LargestSpec): LanguageService {
  const body = item.update?.requestSchema;
  const target = item.isEnvelope ? propertiesOf(document, body).targetSpec : body;
  const { components } = document.raw;
  const schema: JsonObject = { ...(target as JsonObject), components };
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: 'bench:/plain', fileMatch: ['*'], schema }] });
  return service;
}

async function plainDiagnose(service: LanguageService, text: string): Promise<number> {
  const begun = performance.now();
  const document = TextDocument.create('bench:/a.json', 'jsonc', 1, text);
  await service.doValidation(document, service.parseJSONDocument(document));
  return performance.now() - begun;
}

async function plainComplete(service: LanguageService, text: string, offset: number): Promise<number> {
  const begun = performance.now();
  const document = TextDocument.create('bench:/a.json', 'jsonc', 1, text);
  await service.doComplete(document, document.positionAt(offset), service.parseJSONDocument(document));
  return performance.now() - begun;
}
