import * as vscode from 'vscode';
import {
  fromUriPath,
  parentAddress,
  toApiPath,
  toUriPath,
  type ResourceAddress,
} from '../../../resource/address.js';
import { isGuarded, type Account } from '../../../api/account.js';
import type { JsonObject } from '../../../api/jsonObject.js';
import { createResource, type Created } from '../../../resource/createResource.js';
import { hidingSecretsInText, secretFieldsOf } from '../../../resource/secretFields.js';
import { Slices } from '../../../resource/slices.js';
import { printPretty } from '../../../resource/spec.js';
import { requiredActions, type Collection } from '../../../schema/catalogue.js';
import { takesTarget } from '../../../schema/jsonSchema.js';
import { draftSnippet } from '../../../resource/draftSnippet.js';
import { createDraft } from '../../../schema/template.js';
import { mayHaveBeenAccepted, refuseReadOnly } from '../../../api/cloudWrite.js';
import { CancelledError } from '../../../api/errors.js';
import type { Connection, Connections } from '../../connections/connections.js';
import { DRAFT_SCHEME } from '../../shell/documentUri.js';
import { jsonToSend } from '../save/jsonToSend.js';
import { showRefusedFields } from '../save/refusedField.js';
import type { CloudSender } from '../save/saveCommand.js';
import { SaveReasons } from '../save/saveReasons.js';
import { DocumentFiles } from '../document/documentFiles.js';
import { SentFirst } from '../save/sentFirst.js';
import { UnsentSaves } from '../save/unsentSaves.js';
import { SaveRefusal } from '../document/saveRefusal.js';
import { SpecDiagnostics } from '../document/specDiagnostics.js';
import { formatAt, type SpecFormat } from '../../shell/specFormat.js';
import { listProblems } from '../../changes/saveConfirmation.js';
import { confirmsHarm } from '../../shell/questions.js';
import { remedyFor } from '../../shell/failures.js';
import { stoppable } from '../../shell/stoppable.js';
import { notEdited } from '../../shell/writeFileText.js';
import type { Reporting } from '../../shell/reporting.js';

export interface DraftsOptions extends Pick<Reporting, 'describe' | 'note'> {
  readonly connections: Connections;
  /** What the API document objects to in an open draft, a sentence each. */
  readonly problems: (uri: vscode.Uri) => Promise<readonly string[]>;
  /** Called once the cloud has taken a draft. */
  readonly onCreated: (made: Made) => void;
}

/** What came of a draft. */
export interface Made {
  readonly created: Created;
  /** The draft's language. */
  readonly format: SpecFormat;
}

const SHOWN_CHARACTERS = 1_500;

/**
 * Specs of resources that are not there yet, as documents (`ovhapi-new:/<account>/<collection…>/new-<name>.json`). They are
 * empty for the file system and hold what was typed; saving one asks the cloud for the resource, and throws when it
 * refused, so that the tab stays dirty and the text is kept.
 */
export class Drafts extends DocumentFiles implements CloudSender {
  readonly #options: DraftsOptions;
  readonly #diagnostics = new SpecDiagnostics('ovhapi-draft');
  readonly #reasons = new SaveReasons(DRAFT_SCHEME);
  readonly #sentFirst = new SentFirst<Created>();
  readonly #unsent = new UnsentSaves(DRAFT_SCHEME);
  readonly reports = this.#unsent.reports;
  /** What was created and is not shown yet, by draft. */
  readonly #made = new Map<string, Created>();
  /** Drafts that were sent and not refused: saving one again may make a second resource. */
  readonly #perhapsMade = new Set<string>();
  readonly #subscription: vscode.Disposable;

  constructor(options: DraftsOptions) {
    super();
    this.#options = options;
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(DRAFT_SCHEME, this, { isCaseSensitive: true }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.#replace(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.uri.scheme === DRAFT_SCHEME && !this.#unsent.isTouch(document.uri)) {
          this.#diagnostics.edited(document, contentChanges);
        }
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== DRAFT_SCHEME) return;
        this.#diagnostics.clear(uri);
        this.#perhapsMade.delete(uri.toString());
      }),
    );
  }

  /**
   * Opens a new document for a collection, filled by its schema and with the values that are known of its fields. `toChange` are those of them
   * that the person is to look at first.
   */
  async open(
    collection: ResourceAddress,
    format: SpecFormat,
    known: JsonObject = {},
    toChange: readonly string[] = [],
  ): Promise<void> {
    const connection = this.#connection(collection);
    refuseReadOnly(connection.api.account, { method: 'POST', path: toApiPath(collection) });
    const { collection: kind, section } = await connection.schemas.forPath(toApiPath(collection));
    const draft = kind && createDraft(section.document, kind, known, toChange);
    if (draft === undefined) {
      throw new TypeError(vscode.l10n.t('Resources can’t be created in {0}.', toApiPath(collection)));
    }
    const uri = freeUri(collection, format);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const optional = vscode.l10n.t('Optional fields: uncomment a line to set it.');
    // As an edit, not as the file's content: VS Code asks before it closes what wasn't sent.
    const snippet = new vscode.SnippetString(draftSnippet(draft, format, optional));
    if (!(await editor.insertSnippet(snippet, new vscode.Position(0, 0)))) throw notEdited(uri);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const type = fromUriPath(path) ? vscode.FileType.File : vscode.FileType.Directory;
    return { type, ctime: 0, mtime: 0, size: 0 };
  }

  readFile(): Uint8Array {
    return new Uint8Array();
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const text = new TextDecoder().decode(content);
    const created = await this.#unsent.write(uri, () =>
      this.#sentFirst.take(uri, text, () => this.#send(uri, text, false)),
    );
    if (!created) return;
    this.#reasons.forget(uri);
    this.#made.set(uri.toString(), created);
  }

  /** Asks the cloud for the resource before VS Code saves the draft. Throws what `writeFile` throws. */
  async send(uri: vscode.Uri, text: string): Promise<void> {
    await this.#sentFirst.send(uri, text, async () => {
      const created = await this.#send(uri, text, true);
      this.#made.set(uri.toString(), created);
      return created;
    });
  }

  /** What was created is shown, and what was typed meanwhile stays a draft as long as the person wants it. */
  typedMeanwhile(uri: vscode.Uri): Promise<void> {
    return this.#replace(uri);
  }

  async #send(uri: vscode.Uri, text: string, isCommand: boolean): Promise<Created> {
    const collection = collectionOf(uri);
    const mustAsk = !isCommand && this.#reasons.refuseAutoSave(uri).isDoubtful;
    // Without the comments that a document may have.
    const json = await jsonToSend(uri, text, this.#diagnostics);
    const spec = await new Slices().through(printPretty(json));
    try {
      return await this.#create(uri, collection, { spec, mustAsk });
    } catch (failure) {
      if (failure instanceof SaveRefusal) throw failure;
      if (failure instanceof CancelledError) throw leftUnanswered();
      this.#options.note(failure);
      const message = this.#options.describe(failure);
      showRefusedFields(uri, text, failure, { diagnostics: this.#diagnostics, message });
      throw new SaveRefusal(message, { remedy: remedyFor(failure, collection.account) });
    }
  }

  override dispose(): void {
    this.#subscription.dispose();
    this.#reasons.dispose();
    this.#unsent.dispose();
    this.#diagnostics.dispose();
    super.dispose();
  }

  async #create(
    uri: vscode.Uri,
    address: ResourceAddress,
    { spec, mustAsk }: Pick<PlannedCreation, 'spec' | 'mustAsk'>,
  ): Promise<Created> {
    const connection = this.#connection(address);
    const { account } = connection.api;
    const path = toApiPath(address);
    refuseReadOnly(account, { method: 'POST', path });
    const { collection, section } = await connection.schemas.forPath(path);
    if (!collection?.create) {
      throw new SaveRefusal(vscode.l10n.t('Resources can’t be created in {0}.', path));
    }
    const problems = await this.#options.problems(uri);
    const isRepeated = this.#perhapsMade.has(uri.toString());
    if (!(await confirmCreation(collection, { account, path, spec, mustAsk, isRepeated, problems }))) {
      throw new SaveRefusal(vscode.l10n.t('Save canceled. Your changes are still in the editor.'), {
        isWanted: true,
      });
    }
    const creation = {
      collection,
      path,
      takesTarget: takesTarget(section.document, collection.create),
      spec,
    };
    const created = await stoppable(vscode.l10n.t('Creating in {0}', path), (signal) =>
      createResource(connection.api, { ...creation, signal }),
    ).catch((failure: unknown) => {
      if (mayHaveBeenAccepted(failure)) this.#perhapsMade.add(uri.toString());
      throw failure;
    });
    // What was typed meanwhile stays a draft.
    this.#perhapsMade.add(uri.toString());
    return created;
  }

  /** The new resource's own document takes the draft's place. */
  async #replace(uri: vscode.Uri): Promise<void> {
    const created = this.#made.get(uri.toString());
    if (!created) return;
    this.#made.delete(uri.toString());
    this.#options.onCreated({ created, format: formatAt(uri) });
    await vscode.window.tabGroups.close(tabsOf(uri));
  }

  #connection({ account }: ResourceAddress): Connection {
    const connection = this.#options.connections.get(account);
    if (connection) return connection;
    throw new SaveRefusal(
      vscode.l10n.t(
        'The account {0} is signed out. Sign in again to create resources.',
        this.#options.connections.labelOf(account),
      ),
    );
  }
}

/** A request that was on its way may have arrived, and another one would make a second resource. */
function leftUnanswered(): SaveRefusal {
  return new SaveRefusal(
    vscode.l10n.t(
      'You stopped waiting for the response, so the resource may have been created. Check the list before you save again.',
    ),
  );
}

interface PlannedCreation {
  readonly account: Account;
  readonly path: string;
  /** JSON. */
  readonly spec: string;
  /** Whether it is asked about regardless of the settings. */
  readonly mustAsk: boolean;
  /** Whether the draft may have been created already. */
  readonly isRepeated: boolean;
  readonly problems: readonly string[];
}

/** Shows what is going to be sent, without its secrets. */
async function confirmCreation(
  collection: Collection,
  { account, path, spec, mustAsk, isRepeated, problems }: PlannedCreation,
): Promise<boolean> {
  const mode = vscode.workspace.getConfiguration('ovhApi').get<string>('confirmSave', 'always');
  if (mode === 'never' && !mustAsk && !isRepeated && !isGuarded(account)) return true;
  const hidden = hidingSecretsInText(spec, secretFieldsOf(collection));
  const shown = (await new Slices().through(hidden)).trimEnd();
  const rights = requiredActions(collection.create);
  const detail = [
    ...(isRepeated ? [perhapsMade()] : []),
    shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown,
    ...listProblems(problems),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ].join('\n\n');
  const question = vscode.l10n.t('Create this resource in {0}? Charges may apply.', path);
  const [act, keep] = [vscode.l10n.t('Create'), vscode.l10n.t('Keep Editing')];
  return confirmsHarm({ account, question, detail, act, keep });
}

function perhapsMade(): string {
  return vscode.l10n.t(
    'A resource may already have been created from this draft. Check the list first: this creates another one.',
  );
}

function collectionOf(uri: vscode.Uri): ResourceAddress {
  const draft = fromUriPath(uri.path);
  const collection = draft && parentAddress(draft.address);
  if (!collection) throw vscode.FileSystemError.FileNotFound(uri);
  return collection;
}

/** The first number that no open document has. */
function freeUri(collection: ResourceAddress, format: SpecFormat): vscode.Uri {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  for (let number = 1; ; number += 1) {
    const name = `new-${collection.segments.at(-1) ?? ''}${number === 1 ? '' : `-${String(number)}`}`;
    const address = { ...collection, segments: [...collection.segments, name] };
    const uri = vscode.Uri.from({ scheme: DRAFT_SCHEME, path: toUriPath(address, 'spec', format) });
    if (!open.has(uri.toString())) return uri;
  }
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}
