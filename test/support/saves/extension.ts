import type { Api, ApiRequest, ApiResponse } from '../../../src/api/api.js';
import { ApiClient } from '../../../src/api/apiClient.js';
import { endpointOf } from '../../../src/api/endpoints.js';
import type { Time } from '../../../src/api/time.js';
import { CancelledError, CredentialError } from '../../../src/api/errors.js';
import { Drafts } from '../../../src/editor/spec/create/drafts.js';
import type { WriteEvent } from '../../../src/resource/written.js';
import type { Connection, Connections } from '../../../src/editor/connections/connections.js';
import { registerDocuments, type Documents } from '../../../src/editor/spec/registerDocuments.js';
import { describeFailure, quotedRefusal } from '../../../src/editor/shell/describeFailure.js';
import { Journal } from '../../../src/resource/journal.js';
import { keepWritten } from '../../../src/editor/spec/history/registerJournal.js';
import { RequestLog } from '../../../src/editor/shell/requestLog.js';
import { SecretValues } from '../../../src/api/secretValues.js';
import { toApiPath } from '../../../src/resource/address.js';
import { secretsInBody } from '../../../src/resource/bodySecrets.js';
import { readSnapshot } from '../../../src/resource/snapshot.js';
import { ResourceWatcher } from '../../../src/resource/watch.js';
import { writtenBy } from '../../../src/resource/written.js';
import { KnownOperations } from '../../../src/schema/knownOperations.js';
import { SchemaSource } from '../../../src/schema/schemaSource.js';
import { isSecretPlace } from '../../../src/schema/secretPlaces.js';
import { EventEmitter } from '../../unit/editor/fakeVscode.js';
import type { FakeLog, FakeMemento } from '../../unit/editor/fakeContext.js';
import { credentialOf } from '../anotherClient.js';
import type { Cloud } from './cloud.js';
import { ACCOUNT } from './course.js';
import type { EditorWindow } from './editorWindow.js';
import type { MemoryFiles } from './memoryFiles.js';

/** What happens around each request for the sequence's resource. Both may end the window. */
export interface Tap {
  before(request: ApiRequest): Promise<void>;
  after(request: ApiRequest): Promise<void>;
}

/** What outlives a window of the extension. */
export interface Storage {
  readonly memento: FakeMemento;
  readonly journal: MemoryFiles;
  readonly log: FakeLog;
}

/** The extension's documents in a window, through the extension's own client; accounts are played. */
export class Extension {
  readonly documents: Documents;
  readonly drafts: Drafts;
  readonly saving: Saving;
  readonly #changed = new EventEmitter<{ readonly account: string }>();
  readonly #written = new EventEmitter<WriteEvent>();
  /** Writes whose outcome was not looked at yet: what they lead to must not get between them and that look. */
  readonly #untold: WriteEvent[] = [];
  readonly #client: ApiClient;
  isSignedIn = true;
  version: string | undefined;

  constructor(options: {
    readonly window: EditorWindow;
    readonly cloud: Cloud;
    readonly storage: Storage;
    readonly tap: Tap;
    readonly version: string | undefined;
    readonly onFailure: (failure: unknown) => void;
  }) {
    const { window, cloud, storage, tap, onFailure } = options;
    this.version = options.version;
    const operations = new KnownOperations();
    const secrets = new SecretValues();
    this.#client = new ApiClient({
      account: {
        id: ACCOUNT,
        label: ACCOUNT,
        endpoint: endpointOf(cloud.sandbox.api),
        credential: 'signature',
      },
      schemaVersion: () => this.version,
      credential: () => Promise.resolve(credentialOf(cloud.sandbox)),
      log: new RequestLog({
        channel: storage.log,
        redact: (text) => secrets.redact(text),
        isTracing: () => true,
      }),
      isSecret: (request, body, place) => isSecretPlace(operations, request, body, place),
      onBody: (request, body) => {
        secrets.learnTexts(secretsInBody(operations, request, 'request', body));
      },
      onDidWrite: (write) => {
        const written = writtenBy(write, operations.sectionOf(write.path)?.catalogue);
        if (written) this.#untold.push({ ...write, ...written });
      },
      limits: { retryPauseMs: 0 },
      time: skippingTime(),
    });
    const api = tapped(this.#client, {
      ...{ window, tap, path: cloud.path },
      tellWrites: () => {
        for (const write of this.#untold.splice(0)) this.#written.fire(write);
      },
    });
    const schemas = new SchemaSource({
      api,
      version: () => this.version,
      onLoad: (section) => {
        operations.learn(section);
      },
    });
    const connection: Connection = { account: this.#client.account, api, schemas };
    const get = (account: string): Connection | undefined =>
      account === ACCOUNT && this.isSignedIn ? connection : undefined;
    const connections = {
      get,
      find: (account: string) => Promise.resolve(get(account)),
      has: (account: string) => account === ACCOUNT && this.isSignedIn,
      labelOf: (account: string) => account,
      active: () => (this.isSignedIn ? connection : undefined),
      onDidChangeAccount: this.#changed.event,
      onDidChangeVersion: this.#changed.event,
      onDidChangeNetwork: new EventEmitter<never>().event,
      onDidWrite: this.#written.event,
    } as unknown as Connections;
    const note = (failure: unknown): string => {
      onFailure(failure);
      return describeFailure(failure).message;
    };
    const isKnownSecret = (text: string): boolean => secrets.isSecret(text);
    const journal = new Journal({ files: storage.journal, note: onFailure, isKnownSecret });
    const watcher = new ResourceWatcher({
      delays: { busyMs: 1, longestBusyMs: 1, unsettledMs: 1, longestUnsettledMs: 1, idleMs: 60_000 },
      read: async (address, signal) => {
        const { item } = await schemas.forPath(toApiPath(address), signal);
        if (!this.isSignedIn)
          throw new CredentialError({ method: 'GET', path: cloud.path }, 'missing', 'signed out');
        return readSnapshot(api, item, address, signal);
      },
    });
    this.documents = registerDocuments({
      connections,
      isKnownSecret,
      workspaceState: ofWindow(storage.memento, window) as never,
      watcher,
      describe: (failure) => describeFailure(failure).message,
      quote: quotedRefusal,
      note,
      queryFor: () => Promise.resolve({}),
      onRead: (base) => void journal.record(base, 'seen'),
      missing: { fire: () => undefined },
      onRefused: () => undefined,
      onSaved: () => undefined,
    });
    this.#written.event((write) => {
      keepWritten(journal, connections, write).catch(onFailure);
    });
    this.drafts = new Drafts({
      connections,
      describe: (failure) => describeFailure(failure).message,
      note,
      problems: (uri) => this.documents.problems(uri),
      onCreated: () => undefined,
    });
    this.saving = followed(this.documents.saving(this.drafts), window);
    window.commands.set('ovhApi.spec.save', (uri) => this.saving.save(uri as never));
  }

  /** Another account, or another version, is in use. */
  changed(): void {
    this.#changed.fire({ account: ACCOUNT });
  }

  async end(): Promise<void> {
    this.drafts.dispose();
    this.documents.dispose();
    await this.#client.close();
  }
}

type Saving = ReturnType<Documents['saving']>;

/** A save that a message’s button begins is waited for as any other. */
function followed(saving: Saving, window: EditorWindow): Saving {
  const save = saving.save.bind(saving);
  saving.save = async (uri) => {
    const run = save(uri);
    window.working(run);
    await run;
  };
  return saving;
}

/** A clock that is put forward instead of being waited for. */
function skippingTime(): Time {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    after: (delayMs, run) => {
      const soon = setImmediate(() => {
        aheadMs += delayMs;
        run();
      });
      return () => {
        clearImmediate(soon);
      };
    },
    wait: (delayMs) => {
      aheadMs += delayMs;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
}

/** An ended window writes nothing any more. */
function ofWindow(memento: FakeMemento, window: EditorWindow): object {
  return {
    keys: () => memento.keys(),
    get: (key: string, fallback?: unknown) => memento.get(key, fallback),
    update: (key: string, value: unknown) => (window.isDead ? Promise.resolve() : memento.update(key, value)),
  };
}

interface Tapping {
  readonly window: EditorWindow;
  readonly tap: Tap;
  readonly path: string;
  readonly tellWrites: () => void;
}

/** One request for the resource at a time, so that what happens around them follows from the seed. */
function tapped(api: ApiClient, { window, tap, path, tellWrites }: Tapping): Api {
  const request = async (asked: ApiRequest): Promise<ApiResponse> => {
    await window.alive(tap.before(asked));
    const work = api.request(asked);
    await work.catch(() => undefined);
    if (!window.isDead || asked.method !== 'GET') await window.alive(tap.after(asked));
    tellWrites();
    if (asked.signal?.aborted === true) throw new CancelledError(asked);
    return window.alive(work);
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    account: api.account,
    send: (request) => window.alive(api.send(request)),
    page: (request) => window.alive(api.page(request)),
    pages: (request) => api.pages(request),
    request: (asked) => {
      if (asked.path !== path) return window.alive(api.request(asked)).finally(tellWrites);
      const work = turn.then(() => request(asked));
      turn = work.catch(() => undefined);
      return work;
    },
  };
}
