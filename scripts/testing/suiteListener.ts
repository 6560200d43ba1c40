import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { parseSuiteMessage } from './suiteMessages.js';
import type { SuiteResult } from './suiteMessages.js';

/** Suites that say nothing for so long hang, or never started. */
const longestSilenceMs = 120_000;

/** Listens on loopback for what the suites inside VS Code report, and ends when they say so or fall silent. */
export class SuiteListener {
  /** How each test came out, once all have ended. */
  readonly results: Promise<readonly SuiteResult[]>;
  readonly #server: Server;
  readonly #heard: SuiteResult[] = [];
  #finish: () => void = () => undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor() {
    this.results = new Promise((resolve) => {
      this.#finish = () => resolve(this.#heard);
    });
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        this.#hear(body);
        response.end();
      });
    });
  }

  /** Starts to listen. @returns the address that the suites report to. */
  listen(): Promise<string> {
    this.#expectMore();
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        const port = typeof address === 'object' ? address?.port : undefined;
        resolve(`http://127.0.0.1:${port ?? 0}`);
      });
    });
  }

  close(): Promise<void> {
    clearTimeout(this.#silence);
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #expectMore(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      const last = this.#heard.at(-1)?.title ?? 'the start';
      const error = `The suites said nothing for ${longestSilenceMs / 1000} s after “${last}”.`;
      this.#heard.push({ kind: 'failed', title: 'The suites run to their end.', error });
      this.#finish();
    }, longestSilenceMs);
  }

  #hear(body: string): void {
    const message = parseSuiteMessage(body);
    this.#expectMore();
    if (message.kind === 'ended') this.#finish();
    else this.#heard.push(message);
  }
}
