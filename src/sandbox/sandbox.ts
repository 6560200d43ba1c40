import { betweenBy } from './faults/faultyAnswers.js';
import { Faults } from './faults/faults.js';
import { hostileWord } from './faults/hostile.js';
import { openSandbox } from './openSandbox.js';
import type { OpenSandbox, SandboxOptions } from './options.js';
import { listen } from './server/httpServer.js';
import { serveControl } from './testing/control.js';
import { sandboxControl, type SandboxControl } from './testing/controlClient.js';

export type { SandboxOptions } from './options.js';

/** A running sandbox for tests. */
export interface Sandbox extends OpenSandbox {
  /** The address of its control API, which no client of the API knows. */
  readonly control: string;
  readonly client: SandboxControl;
}

/** Starts a sandbox for tests: the stand-in API, and its control API on another port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // Faults are drawn by the sandbox's own luck, which is the same in every run.
  const faults: Faults = new Faults(() => opened.state.random());
  const opened = await openSandbox(options, { between: betweenBy(faults), hostileWord });
  const { state } = opened;
  const server = await listen(0, (request, response, body) =>
    serveControl({ ...state, faults }, request, response, body),
  ).catch(async (failure: unknown) => {
    await opened.stop();
    throw failure;
  });
  const control = `http://127.0.0.1:${server.port}`;
  return {
    api: opened.api,
    control,
    client: sandboxControl(control, state.stopping),
    credentials: opened.credentials,
    serviceAccount: opened.serviceAccount,
    stop: async () => {
      await Promise.all([opened.stop(), server.close()]);
    },
  };
}
