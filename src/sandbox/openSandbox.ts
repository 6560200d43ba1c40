import { randomUUID } from 'node:crypto';
import { serveApi } from './server/apiServer.js';
import { Authority } from './access/authority.js';
import { live } from './operations/backgroundLife.js';
import { Clock } from './world/clock.js';
import { DEMO_CUSTOMS } from './customs.js';
import { readDemo } from './demo/demo.js';
import { enterDemo } from './operations/demoWorld.js';
import { readOwnData } from './ownData.js';
import { readSections } from './sections/editions.js';
import { listen } from './server/httpServer.js';
import { usualWord, type IdentifierWord } from './data/identifiers.js';
import type { OpenSandbox, SandboxOptions } from './options.js';
import { Resources } from './operations/resources.js';
import { draw, hexAt, placeOf } from './data/seed.js';
import { wallNow, type Between, type Conduct, type SandboxState } from './server/state.js';
import { newWorld } from './world/world.js';

const HOUR_MS = 3_600_000;
const RANDOM_STEPS = 2 ** 24;

/** What a sandbox has for tests alone. */
export interface TestParts {
  readonly between?: Between;
  readonly hostileWord?: IdentifierWord;
}

/** A sandbox with what it is made of. */
export interface Opened extends OpenSandbox {
  readonly state: SandboxState;
}

/** Starts the stand-in API on loopback. Throws where hostile identifiers are requested and there are none: only tests have them. */
export async function openSandbox(options: SandboxOptions = {}, parts: TestParts = {}): Promise<Opened> {
  if (options.hostileIdentifiers === true && !parts.hostileWord) {
    throw new Error('Only the sandbox for tests has hostile identifiers.');
  }
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
  const own = options.documents && options.demo !== true ? undefined : readOwnData();
  const sections = readSections(
    options.documents ?? own?.documents ?? [],
    (options.hostileIdentifiers === true ? parts.hostileWord : undefined) ?? usualWord,
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
  if (options.demo === true) live(world, seed, enterDemo(world, sections, readDemo(own?.demo)));
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
    between: parts.between,
    conduct,
    documentTexts: new WeakMap(),
    seen: [],
    random,
    stopping: stopping.signal,
  };
  const halt = (): void => {
    stopping.abort();
    clock.stop();
  };
  const server = await listen(options.port ?? 0, (request, response, body) =>
    serveApi(state, request, response, body),
  ).catch((failure: unknown) => {
    halt();
    throw failure;
  });
  return {
    api: `http://127.0.0.1:${server.port}/v2`,
    credentials,
    serviceAccount,
    state,
    stop: async () => {
      halt();
      await server.close();
    },
  };
}
