import type { Dispatcher } from 'undici';

/** The dispatcher of one client: opened at its first request, and closed once. */
export class LazyDispatcher {
  readonly #open: () => Promise<Dispatcher>;
  #dispatcher: Promise<Dispatcher> | undefined;
  #closing: Promise<void> | undefined;

  constructor(open: () => Promise<Dispatcher>) {
    this.#open = open;
  }

  /** Rejects with what opening throws. After `close` it gives one that refuses every request, as one that was open does. */
  get(): Promise<Dispatcher> {
    this.#dispatcher ??= this.#closing ? closed(this.#open()) : this.#open();
    return this.#dispatcher;
  }

  /** Lets what is on its way come to its end. What was never opened has nothing to close. */
  close(): Promise<void> {
    this.#closing ??= Promise.resolve(
      this.#dispatcher?.then(
        (dispatcher) => dispatcher.close(),
        () => undefined,
      ),
    );
    return this.#closing;
  }
}

async function closed(opening: Promise<Dispatcher>): Promise<Dispatcher> {
  const dispatcher = await opening;
  await dispatcher.close();
  return dispatcher;
}
