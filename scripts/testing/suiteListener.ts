import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { say } from '../machine/say.js';
import type { StepOutcome } from './steps.js';
import { parseSuiteMessage } from './suiteMessages.js';

/** Suites that say nothing for so long hang, or never started. */
const longestSilenceMs = 120_000;

/** Listens on loopback for what the suites inside VS Code report, and ends when they say so or fall silent. */
export class SuiteListener {
  /** How they came out, once they have ended. */
  readonly outcome: Promise<StepOutcome>;
  readonly #server: Server;
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };
  #finish: (outcome: StepOutcome) => void = () => undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor() {
    this.outcome = new Promise((resolve) => {
      this.#finish = resolve;
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
      say(`   The suites said nothing for ${longestSilenceMs / 1000} s.`);
      this.#finish({ ...this.#counts, failed: this.#counts.failed + 1 });
    }, longestSilenceMs);
  }

  #hear(body: string): void {
    const message = parseSuiteMessage(body);
    this.#expectMore();
    switch (message.kind) {
      case 'passed':
        say(`   ✓ ${message.title} (${message.durationMs} ms)`);
        break;
      case 'failed':
        say(`   ✗ ${message.title}\n${message.error}`);
        break;
      case 'skipped':
        say(`   - ${message.title}`);
        break;
      case 'ended':
        this.#finish(this.#counts);
        return;
    }
    this.#counts[message.kind] += 1;
  }
}
