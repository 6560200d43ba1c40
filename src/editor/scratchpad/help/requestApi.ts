import type * as vscode from 'vscode';
import { CancelledError } from '../../../api/errors.js';
import type { LoadedSection } from '../../../schema/schemaSource.js';
import type { Section } from '../../../schema/sections.js';
import { OperationIndex } from '../../../scratchpad/help/operationIndex.js';
import type { RouteSegment } from '../../../scratchpad/help/route.js';
import type { Connection } from '../../connections/connections.js';
import { SchemaFailures } from '../../language/schemaFailures.js';

export interface RequestApiOptions {
  /** The account whose documents help; `undefined` when no account is signed in, or the workspace isn't trusted. */
  readonly connection: () => Connection | undefined;
  readonly onDidChangeConnection: vscode.Event<void>;
  /** Logs a failure and returns its sentence. */
  readonly note: (failure: unknown) => string;
}

/** The API document that a path belongs to. */
interface SectionHelp {
  readonly connection: Connection;
  readonly section: LoadedSection;
  readonly index: OperationIndex;
}

/** What the API has at the beginning of a path. */
export interface SectionSearch {
  /** All that there are. */
  readonly sections: readonly Section[];
  /** The section that the path names; `undefined` where it names none, and where its document can't be had. */
  readonly found: SectionHelp | undefined;
  readonly isNamed: boolean;
}

type Segments = readonly Pick<RouteSegment, 'text' | 'isOpen'>[];

/** The API documents at the picked schema version, for those who ask about a path: only what a path names is read. */
export class RequestApi implements vscode.Disposable {
  readonly #options: RequestApiOptions;
  readonly #failures: SchemaFailures;
  readonly #indexes = new WeakMap<LoadedSection, OperationIndex>();
  readonly onDidChange: vscode.Event<void>;

  constructor(options: RequestApiOptions) {
    this.#options = options;
    this.#failures = new SchemaFailures(options.onDidChangeConnection);
    this.onDidChange = this.#failures.onDidForget;
  }

  get connection(): Connection | undefined {
    return this.#options.connection();
  }

  /** The branch's sections; none while they can't be had. */
  async sections(signal: AbortSignal): Promise<readonly Section[]> {
    return (await this.#ask('', (connection) => connection.schemas.sections(signal))) ?? [];
  }

  /** The section that a path begins with. `undefined` while that can't be known: the reason is in the log. */
  async section(segments: Segments, signal: AbortSignal): Promise<SectionSearch | undefined> {
    const { connection } = this;
    const sections = await this.sections(signal);
    if (!connection || sections.length === 0) return undefined;
    const path = sectionPath(sections, segments);
    if (path === undefined) return { sections, found: undefined, isNamed: false };
    const section = await this.#ask(path, ({ schemas }) => schemas.section(path, signal));
    const found = section && { connection, section, index: this.#indexOf(section) };
    return { sections, found, isNamed: true };
  }

  dispose(): void {
    this.#failures.dispose();
  }

  #indexOf(section: LoadedSection): OperationIndex {
    const known = this.#indexes.get(section);
    if (known) return known;
    const made = new OperationIndex(section.catalogue.operations);
    this.#indexes.set(section, made);
    return made;
  }

  /** What could not be had is not requested again with every key that is pressed. */
  async #ask<T>(path: string, read: (connection: Connection) => Promise<T>): Promise<T | undefined> {
    const { connection } = this;
    if (!connection) return undefined;
    const key = `${connection.account.id} ${connection.schemas.picked} ${path}`;
    if (this.#failures.recent(key) !== undefined) return undefined;
    try {
      return await read(connection);
    } catch (failure) {
      if (!(failure instanceof CancelledError)) this.#failures.note(key, this.#options.note(failure));
      return undefined;
    }
  }
}

/** The longest section that a path begins with: sections may be within others. */
function sectionPath(sections: readonly Section[], segments: Segments): string | undefined {
  const paths = new Set(sections.map(({ path }) => path));
  let [path, found]: [string, string | undefined] = ['', undefined];
  for (const { text, isOpen } of segments) {
    if (isOpen) break;
    path = `${path}/${text}`;
    if (paths.has(path)) found = path;
  }
  return found;
}
