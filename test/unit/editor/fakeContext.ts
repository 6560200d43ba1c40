import { EventEmitter } from './fakeVscode.js';

/** A Memento in memory. Values are copied through JSON, as the editor does. */
export class FakeMemento {
  readonly stored = new Map<string, string>();
  keys(): readonly string[] {
    return [...this.stored.keys()];
  }
  get(key: string, fallback?: unknown): never {
    const text = this.stored.get(key);
    return (text === undefined ? fallback : JSON.parse(text)) as never;
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.stored.delete(key);
    else this.stored.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
  setKeysForSync(): void {
    throw new Error('accounts are never synced');
  }
}

/** A SecretStorage in memory, shared by the windows that are given the same one. */
export class FakeSecrets {
  readonly stored = new Map<string, string>();
  readonly #changed = new EventEmitter<{ key: string }>();
  readonly onDidChange = this.#changed.event as never;
  /** When set, the storage fails as a locked keyring does. */
  isLocked = false;
  reads = 0;
  keys(): Promise<string[]> {
    return Promise.resolve([...this.stored.keys()]);
  }
  get(key: string): Promise<string | undefined> {
    this.reads += 1;
    return this.isLocked
      ? Promise.reject(new Error('keyring is locked'))
      : Promise.resolve(this.stored.get(key));
  }
  store(key: string, value: string): Promise<void> {
    if (this.isLocked) return Promise.reject(new Error('keyring is locked'));
    this.stored.set(key, value);
    this.#changed.fire({ key });
    return Promise.resolve();
  }
  delete(key: string): Promise<void> {
    if (this.isLocked) return Promise.reject(new Error('keyring is locked'));
    this.stored.delete(key);
    this.#changed.fire({ key });
    return Promise.resolve();
  }
}

/** One window of the editor; windows share the secrets that they are given, and may share the global state. */
export function fakeContext(
  secrets = new FakeSecrets(),
  globalState = new FakeMemento(),
  workspaceState = new FakeMemento(),
): { globalState: FakeMemento; workspaceState: FakeMemento; secrets: FakeSecrets } {
  return { globalState, workspaceState, secrets };
}

/** A log channel that keeps its lines. */
export class FakeLog {
  readonly lines: string[] = [];
  logLevel = 3;
  isShown = false;
  #write(level: string, text: unknown, args: readonly unknown[]): void {
    this.lines.push([level, text, ...args].map(String).join(' '));
  }
  trace(text: string, ...args: readonly unknown[]): void {
    if (this.logLevel <= 1) this.#write('trace', text, args);
  }
  debug(text: string, ...args: readonly unknown[]): void {
    if (this.logLevel <= 2) this.#write('debug', text, args);
  }
  info(text: string, ...args: readonly unknown[]): void {
    this.#write('info', text, args);
  }
  warn(text: string, ...args: readonly unknown[]): void {
    this.#write('warn', text, args);
  }
  error(text: unknown, ...args: readonly unknown[]): void {
    this.#write('error', text, args);
  }
  show(): void {
    this.isShown = true;
  }
}

/** Where nothing is kept, and nobody left anything. */
export const NO_FILE = {
  keep: (): Promise<void> => Promise.resolve(),
  takeLeft: (): Promise<readonly never[]> => Promise.resolve([]),
};
