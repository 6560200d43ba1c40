import type * as vscode from 'vscode';
import { EventEmitter, workspace } from 'vscode';
import type { Account, Credential } from '../../api/account.js';
import { ApiClient } from '../../api/apiClient.js';
import type { Api } from '../../api/api.js';
import type { CloudWrite } from '../../api/cloudWrite.js';
import type { RequestName } from '../../api/errors.js';
import { secretsInBody } from '../../resource/bodySecrets.js';
import { writtenBy, type WriteEvent } from '../../resource/written.js';
import { requiredActions, type Operation } from '../../schema/catalogue.js';
import { SessionCalls } from '../../api/sessionCalls.js';
import { KnownOperations } from '../../schema/knownOperations.js';
import { SchemaSource } from '../../schema/schemaSource.js';
import { isSecretPlace } from '../../schema/secretPlaces.js';
import { affectsDispatcher, openSettingsDispatcher } from './settingsDispatcher.js';
import type { Accounts } from '../accounts/accounts.js';
import type { ApiClientOptions, RequestLine } from '../../api/apiClient.js';
import type { AccountEvent } from './connectionEvents.js';
import type { Reachability } from './reachability.js';
import { hasSameEndpointAndAuth, isCalledAlike, isSame, knownNow, type Known } from './accountChanges.js';
import { verifyCredential } from '../../api/verifyCredential.js';
import type { SchemaVersions } from './schemaVersions.js';
import type { UnfinishedWork } from './unfinishedWork.js';
import type { ChangedDocument, DocumentCache } from '../../schema/schemaSource.js';

/** An account with the two things that speak for it: its client, and its API documents. */
export interface Connection {
  readonly account: Account;
  readonly api: Api;
  readonly schemas: SchemaSource;
}

interface OpenConnection extends Connection {
  readonly operations: KnownOperations;
  readonly close: () => Promise<void>;
}

type Log = NonNullable<ApiClientOptions['log']>;

export interface ConnectionsOptions {
  readonly accounts: Accounts;
  readonly versions: SchemaVersions;
  readonly log: Log;
  /** Called with how each account's requests ended. */
  readonly reachability: Reachability;
  readonly cache: DocumentCache;
  readonly unfinished: Pick<UnfinishedWork, 'duringRequest'>;
  /** Called with every access token that is in use, and with the secrets in what is written and answered: they are shown nowhere. */
  readonly onSecrets: (texts: readonly string[]) => void;
}

/** Makes one connection an account, when it is first needed, and closes it when the account goes. */
export class Connections implements vscode.Disposable {
  readonly #options: ConnectionsOptions;
  readonly #open = new Map<string, OpenConnection>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #active = new EventEmitter<void>();
  /** Another account is active, or none. */
  readonly onDidChangeActive = this.#active.event;
  readonly #account = new EventEmitter<AccountEvent>();
  /** An account signed in or out, or has another endpoint, identity or credential: what failed before may be answered. */
  readonly onDidChangeAccount = this.#account.event;
  readonly #version = new EventEmitter<AccountEvent>();
  /** An account’s requests carry another schema version. */
  readonly onDidChangeVersion = this.#version.event;
  readonly #network = new EventEmitter<object>();
  /** Requests take another way: another proxy, other certificates. */
  readonly onDidChangeNetwork = this.#network.event;
  readonly #label = new EventEmitter<AccountEvent>();
  /** An account has another name or other safeguards; nothing that was read of it is different. */
  readonly onDidRename = this.#label.event;
  readonly #answers = new EventEmitter<void>();
  /** For what is read of the active account: it is another, or one of the changes above concerns it, but for its name. */
  readonly onDidChangeAnswers = this.#answers.event;
  readonly #reading = new EventEmitter<void>();
  /** As `onDidChangeAnswers`, where the way of the requests makes no difference: what was read belongs to something else. */
  readonly onDidChangeReading = this.#reading.event;
  /** Which calls the API answered. */
  readonly session = new SessionCalls();
  #known: Known;
  readonly #written = new EventEmitter<WriteEvent>();
  /**
   * An account’s API accepted a write, or may have: reported once of each, whatever sent it, before the sender continues. Listeners read
   * what they show again; writers don’t notify them.
   */
  readonly onDidWrite = this.#written.event;

  readonly #call = new EventEmitter<AccountEvent>();
  /** An account made a call that it had not made since the window was opened. */
  readonly onDidCall = this.#call.event;
  readonly #document = new EventEmitter<AccountEvent & ChangedDocument>();
  /** An API document isn't the one that an earlier reading, perhaps of an earlier window, kept. */
  readonly onDidChangeDocument = this.#document.event;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#known = knownNow(options.accounts);
    this.#subscriptions = [
      options.accounts.onDidChange(() => {
        this.#closeSignedOut();
        this.#reportAccounts();
      }),
      // Another proxy: what is open keeps to the old way, what is opened next takes the new one.
      workspace.onDidChangeConfiguration((change) => {
        if (!affectsDispatcher(change)) return;
        this.#closeAll();
        this.#network.fire({});
        this.#answers.fire();
      }),
      options.versions.onDidChange(({ account }) => {
        this.#version.fire({ account });
        if (account === options.accounts.active()?.id) this.#reportReading();
      }),
    ];
  }

  /** The connection that the tree and the scratchpad use; `undefined` when no account is signed in. */
  active(): Connection | undefined {
    const account = this.#options.accounts.active();
    return account && this.get(account.id);
  }

  /** Whether an account is signed in. */
  has(accountId: string): boolean {
    return this.#options.accounts.get(accountId) !== undefined;
  }

  /** What an account is called, also one that is signed out; its id where that is not known. */
  labelOf(accountId: string): string {
    return this.#options.accounts.labelOf(accountId) ?? accountId;
  }

  /** As `get`, also in a window that brings its documents back before it knows which account the environment has. */
  async find(accountId: string): Promise<Connection | undefined> {
    if (!this.has(accountId)) await this.#options.accounts.ready;
    return this.get(accountId);
  }

  /** The connection of an account; `undefined` when it is signed out. */
  get(accountId: string): Connection | undefined {
    const known = this.#open.get(accountId);
    if (known) return known;
    const account = this.#options.accounts.get(accountId);
    if (!account) return undefined;
    const { accounts, versions, log, reachability, cache, onSecrets, unfinished } = this.#options;
    const version = (): string | undefined => versions.picked(accountId);
    const operations = new KnownOperations();
    const api = new ApiClient({
      get account() {
        return accounts.get(accountId) ?? account;
      },
      schemaVersion: version,
      credential: (signal) => accounts.credential(accountId, signal),
      log: alsoPassedTo(log, (line) => reachability.noteRequest(accountId, line)),
      isSecret: (request, body, place) => isSecretPlace(operations, request, body, place),
      aroundWrite: (request, send) => unfinished.duringRequest(accountId, request, send),
      dispatcher: openSettingsDispatcher,
      onToken: (accessToken) => {
        onSecrets([accessToken]);
      },
      onBody: (request, body) => {
        onSecrets(secretsInBody(operations, request, 'request', body));
      },
      onDidWrite: (write) => {
        this.#reportWrite(write, operations);
      },
      onAnswer: (response) => {
        if (this.session.note(accountId, response)) this.#call.fire({ account: accountId });
        versions.namedBy(accountId).learn(response);
      },
    });
    const schemas = new SchemaSource({
      api,
      cache,
      version,
      onLoad: (section) => {
        operations.learn(section);
      },
      onChange: (change) => {
        this.#document.fire({ account: accountId, ...change });
      },
    });
    const connection = { account, api, schemas, operations, close: () => api.close() };
    this.#open.set(accountId, connection);
    return connection;
  }

  /** A separate connection, by the same way out, with a credential that is not stored yet. The caller closes it. */
  probe(account: Account, credential: Credential): ApiClient {
    const { log, onSecrets } = this.#options;
    return new ApiClient({
      account,
      schemaVersion: () => undefined,
      credential: () => Promise.resolve(credential),
      log,
      dispatcher: openSettingsDispatcher,
      onToken: (accessToken) => {
        onSecrets([accessToken]);
      },
    });
  }

  /** Who the API says that an account is; `undefined` when it does not tell. Throws what `verifyCredential` throws. */
  async identify(accountId: string, signal: AbortSignal): Promise<string | undefined> {
    const api = this.get(accountId)?.api;
    return api && (await verifyCredential(api, signal)).identity;
  }

  /** Every operation that the active account's API has; a section that cannot be read is left out. */
  async operations(signal: AbortSignal): Promise<readonly Operation[]> {
    const schemas = this.active()?.schemas;
    if (!schemas) return [];
    const sections = await schemas.sections(signal);
    const loaded = await Promise.allSettled(sections.map(({ path }) => schemas.section(path, signal)));
    return loaded.flatMap((one) => (one.status === 'fulfilled' ? one.value.catalogue.operations : []));
  }

  /** The operations that an account called since the window was opened and that are going to be removed, each once. */
  retiring(accountId: string): readonly Operation[] {
    const operations = this.#open.get(accountId)?.operations;
    if (!operations) return [];
    const found = this.session.of(accountId).flatMap((call) => operations.find(call)?.operation ?? []);
    return [...new Set(found)].filter(({ retirement }) => retirement?.deletedAt !== undefined);
  }

  /** The IAM actions that a request needs, as far as an API document that was read says so. */
  neededActions(request: RequestName): readonly string[] {
    for (const { operations } of this.#open.values()) {
      const actions = requiredActions(operations.find(request)?.operation);
      if (actions.length > 0) return actions;
    }
    return [];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#closeAll();
    const changes = [this.#active, this.#account, this.#version, this.#network, this.#label];
    const rest = [this.#answers, this.#reading, this.#written, this.#document, this.#call];
    for (const emitter of [...changes, ...rest]) emitter.dispose();
  }

  /** Reports each difference once; accounts fire whenever anything about them was read. */
  #reportAccounts(): void {
    const before = this.#known;
    const now = knownNow(this.#options.accounts);
    this.#known = now;
    const ids = [...new Set([...before.accounts.keys(), ...now.accounts.keys()])];
    const changed = ids.filter((id) => !isSame(before.accounts.get(id), now.accounts.get(id)));
    const renamed = ids.filter((id) => {
      const [old, young] = [before.accounts.get(id), now.accounts.get(id)];
      return old && young && !isCalledAlike(old, young);
    });
    for (const account of renamed) this.#label.fire({ account });
    for (const account of changed) this.#account.fire({ account });
    if (before.active !== now.active) this.#active.fire();
    if (before.active !== now.active || changed.includes(now.active ?? '')) this.#reportReading();
  }

  #reportReading(): void {
    this.#reading.fire();
    this.#answers.fire();
  }

  #reportWrite(write: CloudWrite, operations: KnownOperations): void {
    const { response } = write;
    if (response) this.#options.onSecrets(secretsInBody(operations, write, 'response', response.text));
    const written = writtenBy(write, operations.sectionOf(write.path)?.catalogue);
    if (written) this.#written.fire({ ...write, ...written });
  }

  #closeAll(): void {
    for (const connection of this.#open.values()) void connection.close();
    this.#open.clear();
  }

  #closeSignedOut(): void {
    for (const [id, connection] of this.#open) {
      const account = this.#options.accounts.get(id);
      if (account && hasSameEndpointAndAuth(account, connection.account)) {
        // It may have another name, or other safeguards.
        this.#open.set(id, { ...connection, account });
        continue;
      }
      this.#open.delete(id);
      void connection.close();
    }
  }
}

function alsoPassedTo(log: Log, listener: (line: RequestLine) => void): Log {
  return {
    request: (line) => {
      log.request(line);
      listener(line);
    },
    isTracing: () => log.isTracing?.() ?? false,
    trace: (trace) => log.trace?.(trace),
  };
}
