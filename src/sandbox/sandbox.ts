import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveApi } from './server/apiServer.js';
import { Authority } from './access/authority.js';
import { live } from './operations/backgroundLife.js';
import { Clock } from './world/clock.js';
import { serveControl } from './testing/control.js';
import { sandboxControl } from './testing/controlClient.js';
import { DEMO_CUSTOMS } from './customs.js';
import { readDemo } from './demo/demo.js';
import { enterDemo } from './operations/demoWorld.js';
import { documentFiles, readSections } from './sections/editions.js';
import { Faults } from './faults/faults.js';
import { hostileWord } from './faults/hostile.js';
import { listen, type LoopbackServer } from './server/httpServer.js';
import { usualWord } from './data/identifiers.js';
import type { Sandbox, SandboxOptions } from './options.js';
import { Resources } from './operations/resources.js';
import { draw, hexAt, placeOf } from './data/seed.js';
import { wallNow, type Conduct, type SandboxState } from './server/state.js';
import { newWorld } from './world/world.js';

export type { Sandbox, SandboxOptions } from './options.js';

const HOUR_MS = 3_600_000;
const RANDOM_STEPS = 2 ** 24;

/** Starts the stand-in API on loopback, with its control API on another port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const seed = options.seed ?? 1;
  const credentials = {
    applicationKey: hexAt(placeOf(seed, 'applicationKey'), 16),
    applicationSecret: hexAt(placeOf(seed, 'applicationSecret'), 32),
    consumerKey: hexAt(placeOf(seed, 'consumerKey'), 32),
  };
  const serviceAccount = {
    clientId: hexAt(placeOf(seed, 'clientId'), 16),
    clientSecret: hexAt(placeOf(seed, 'clientSecret'), 32),
  };
  const clock = new Clock({ speed: options.speed ?? 1, isManual: options.clock === 'manual' });
  const sections = readSections(
    options.documents ?? documentFiles(beside('documents')),
    options.hostileIdentifiers === true ? hostileWord : usualWord,
  );
  const world = newWorld({
    seed,
    resources: options.resources ?? 120,
    fillsUp: options.resources !== undefined,
    clock,
    secret: randomUUID(),
    customs: { ...(options.demo === true ? DEMO_CUSTOMS : {}), ...options.customs },
  });
  world.reconciler.failing.share = options.failingTasks ?? 0;
  if (options.cursorLifeMs !== undefined) world.cursors.lifeMs = options.cursorLifeMs;
  if (options.demo === true) {
    live(world, seed, enterDemo(world, sections, readDemo(readFileSync(beside('demo/demo.yaml'), 'utf8'))));
  }
  let drawn = 0;
  const random = (): number => draw(placeOf(seed, 'faults'), RANDOM_STEPS, (drawn += 1)) / RANDOM_STEPS;
  const conduct: Conduct = { maintenance: undefined, isExpired: false, skewMinutes: 0, deniedActions: [] };
  const stopping = new AbortController();
  const state: SandboxState = {
    sections,
    world,
    resources: new Resources(world),
    authority: new Authority({
      credentials,
      serviceAccount,
      now: () => clock.now(),
      wallNow: () => wallNow(conduct),
      tokenLifeMs: options.tokenLifeMs ?? HOUR_MS,
      refuseReplay: options.refuseReplay ?? false,
    }),
    serviceAccount,
    faults: new Faults(random),
    conduct,
    documentTexts: new WeakMap(),
    seen: [],
    random,
    stopping: stopping.signal,
  };
  const stop = async (...servers: readonly LoopbackServer[]): Promise<void> => {
    stopping.abort();
    clock.stop();
    await Promise.all(servers.map((server) => server.close()));
  };
  const serve = (
    port: number,
    answer: typeof serveApi,
    ...others: readonly LoopbackServer[]
  ): Promise<LoopbackServer> =>
    listen(port, (request, response, body) => answer(state, request, response, body)).catch(
      async (failure: unknown) => {
        await stop(...others);
        throw failure;
      },
    );
  const api = await serve(options.port ?? 0, serveApi);
  const control = await serve(0, serveControl, api);
  const controlAddress = `http://127.0.0.1:${control.port}`;
  return {
    api: `http://127.0.0.1:${api.port}/v2`,
    control: controlAddress,
    client: sandboxControl(controlAddress, stopping.signal),
    credentials,
    serviceAccount,
    stop: () => stop(api, control),
  };
}

/** Beside the program, in the sources as in the build. */
function beside(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
