import type { ApiRequest } from '../../../src/api/api.js';
import { ApiFailure } from '../../../src/api/errors.js';
import { documentUri } from '../../../src/editor/documents/documentUri.js';
import { SaveRefusal } from '../../../src/editor/documents/saveRefusal.js';
import type { SpecFormat } from '../../../src/editor/documents/specFormat.js';
import { fromUriPath } from '../../../src/resource/address.js';
import { ChangedMeanwhile } from '../../../src/resource/writeSpec.js';
import { BUSY_CUSTOMS } from '../../../src/sandbox/customs.js';
import { FakeLog, FakeMemento } from '../../unit/editor/fakeContext.js';
import { Uri } from '../../unit/editor/fakeVscode.js';
import { Chance } from './chance.js';
import { COLLECTIONS, FAULTS, fieldsOf, SHARING, VERSIONS, type Cloud, type Room } from './cloud.js';
import { EditorWindow, type Person, type Profile, type Question } from './editorWindow.js';
import { ACCOUNT, Extension, type Storage, type Tap } from './extension.js';
import { MemoryFiles } from './memoryFiles.js';
import { Oracle, type Fields, type Violation } from './oracle.js';
import { FileIsNewer, type TextFile } from './textFile.js';
import { valueOf, withComment, withField } from './typing.js';
import { FileSystemError, host } from './vscode.js';

const MANUAL = 1;
const FOCUS_OUT = 3;
const MOST_ENDING_SAVES = 10;
const FIELDS = ['name', 'description', 'labels.a', 'labels.b', 'labels.c', 'code'] as const;
/** What is typed and makes no sense yet. */
const HALF = '\n{"half';
/** Buttons by which a save goes on. */
const ONWARDS = ['Send', 'Save Merged Version', 'Save When Ready', 'Overwrite', 'Merge…', 'Compare', 'Show'];

/** What came of a sequence. */
export interface SequenceOutcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly saves: number;
  /** What happened, a line a step. */
  readonly steps: readonly string[];
}

/** Edits and saves one resource as a careless person would, while everything else happens too. All of it follows from the seed. */
export async function runSequence(room: Room, seed: number): Promise<SequenceOutcome> {
  const chance = new Chance(seed);
  // The one with a lock is the usual one.
  const collection = chance.pick([COLLECTIONS[0], ...COLLECTIONS]);
  const cloud = await room.cloud(collection, seed % SHARING);
  try {
    const sequence = new Sequence(cloud, chance, await cloud.read());
    await sequence.run();
    return { seed, violations: sequence.oracle.violations, saves: sequence.saves, steps: sequence.steps };
  } finally {
    host.window?.kill();
  }
}

class Sequence implements Person, Tap {
  readonly oracle: Oracle;
  readonly steps: string[] = [];
  saves = 0;
  readonly #cloud: Cloud;
  readonly #chance: Chance;
  readonly #format: SpecFormat;
  readonly #uri: Uri;
  readonly #profile: Profile;
  readonly #storage: Storage = { memento: new FakeMemento(), journal: new MemoryFiles(), log: new FakeLog() };
  #window: EditorWindow;
  #extension: Extension;
  #wasOpen = true;
  #isEnding = false;
  #isSaving = false;
  #isNewer = false;
  /** Whether something may happen in the middle of something else: not in what happens there. */
  #mayInterrupt = true;
  /** What was looked at last beside a document. */
  #compared = '';

  constructor(cloud: Cloud, chance: Chance, fields: Fields) {
    this.#cloud = cloud;
    this.#chance = chance;
    this.oracle = new Oracle(fields);
    this.#storage.log.logLevel = 1;
    this.#format = chance.happens(0.4) ? 'yaml' : 'json';
    const segments = cloud.path.split('/').filter((part) => part !== '');
    this.#uri = Uri.parse(documentUri({ account: ACCOUNT, segments }, 'spec', this.#format).toString());
    this.#profile = {
      settings: new Map<string, unknown>([
        ['ovhApi.confirmSave', chance.pick(['never', 'always', 'destructive'])],
        ['files.autoSave', chance.happens(0.1) ? 'onFocusChange' : 'off'],
      ]),
      backups: new Map(),
      commands: chance.happens(0.7) ? ['_open.mergeEditor'] : [],
    };
    [this.#window, this.#extension] = this.#begin(chance.happens(0.5) ? '1.0' : undefined);
    this.#tell(
      `${cloud.path} in ${this.#format}, confirmSave ${String(this.#profile.settings.get('ovhApi.confirmSave'))}`,
    );
  }

  async run(): Promise<void> {
    const { client } = this.#cloud.sandbox;
    await client.conduct({
      conflictStatus: this.#chance.pick([409, 412]),
      whileBusy: this.#chance.pick(BUSY_CUSTOMS),
    });
    await this.#open();
    const steps = this.#chance.between(5, 13);
    for (let step = 0; step < steps; step += 1) {
      await this.#step();
      await this.#window.idle();
      while (this.#window.isDead) await this.#restart();
      this.#look();
    }
    await this.#end();
  }

  #tell(line: string): void {
    this.steps.push(line);
  }

  get #hasLock(): boolean {
    return this.#cloud.path.startsWith(COLLECTIONS[0]);
  }

  get #file(): TextFile | undefined {
    return this.#window.file(this.#uri);
  }

  // The window.

  #begin(version: string | undefined): [EditorWindow, Extension] {
    const window = new EditorWindow(this.#profile, this);
    host.window = window;
    const extension = new Extension({
      window,
      cloud: this.#cloud,
      storage: this.#storage,
      tap: this,
      version,
      onFailure: (failure) => {
        this.#judge(failure);
      },
    });
    return [window, extension];
  }

  async #open(): Promise<void> {
    try {
      await this.#window.orEnd(this.#window.open(this.#uri));
      this.#wasOpen = true;
      this.#see();
    } catch (failure) {
      this.#judge(failure);
      this.#tell(`  it can't be opened: ${String(failure)}`);
    }
  }

  /** The window ends, with or without the time to keep what was typed last. */
  #kill(how: 'killed' | 'reloaded'): void {
    if (how === 'reloaded' || this.#chance.happens(0.8)) this.#window.backUp();
    this.#tell(`  the window is ${how}`);
    this.#wasOpen = this.#file !== undefined;
    this.oracle.survives(this.#profile.backups.get(this.#uri.toString())?.text);
    this.#window.kill();
  }

  async #restart(): Promise<void> {
    await this.#extension.end();
    [this.#window, this.#extension] = this.#begin(this.#extension.version);
    if (this.#wasOpen) await this.#open();
  }

  // The person before it.

  async answer({ text, detail, buttons, isModal }: Question): Promise<string | undefined> {
    this.oracle.searchSecrets('message', `${text}\n${detail}`);
    await this.#meanwhile('during the question', 0.15);
    if (buttons.length === 0) return undefined;
    const isReview = buttons.includes('Don’t Send');
    const answer = this.#isEnding
      ? ONWARDS.find((button) => buttons.includes(button))
      : this.#chance.happens(0.15) && !isReview
        ? undefined
        : this.#chance.pick(buttons);
    this.#tell(`  “${text}” → ${answer ?? 'Cancel'}`);
    const shown = isReview ? `${text} ${this.#compared}` : detail;
    if (answer !== undefined && (isModal || isReview)) this.oracle.answered(shown, answer === 'Send');
    // Nothing waits for a task whose time does not go by.
    if (answer === 'Save When Ready') await this.#cloud.sandbox.client.step(60_000);
    return answer;
  }

  sees(text: string): void {
    this.#compared = text;
    this.oracle.compared(text);
  }

  saveFailed(_: TextFile, failure: unknown): void {
    this.#judge(failure);
    this.#tell(
      `  not saved: ${failure instanceof Error ? failure.message || failure.name : String(failure)}`,
    );
    this.#isNewer = failure instanceof FileIsNewer;
  }

  /** Whether the last save was refused because of a newer file. */
  #takeNewer(): boolean {
    const isNewer = this.#isNewer;
    this.#isNewer = false;
    return isNewer;
  }

  saved(file: TextFile, text: string): void {
    this.#tell(`  saved${file.isDirty ? ', but typed on' : ''}`);
    this.oracle.saved(text, !file.isDirty);
  }

  /** Anything but a sentence for the person is a fault of the program. */
  #judge(failure: unknown): void {
    const isExpected =
      failure instanceof SaveRefusal ||
      failure instanceof FileSystemError ||
      failure instanceof FileIsNewer ||
      failure instanceof ApiFailure ||
      failure instanceof ChangedMeanwhile;
    if (!isExpected) {
      const said = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
      this.oracle.blame('crash', said.split('\n').slice(0, 4).join(' | '));
    }
  }

  // The wire.

  async before({ method }: ApiRequest): Promise<void> {
    await this.#meanwhile(`before the ${method}`, method === 'PUT' ? 0.25 : 0.1, method === 'PUT');
  }

  async after({ method }: ApiRequest): Promise<void> {
    if (method === 'PUT') {
      this.saves += 1;
      this.oracle.written(await this.#cloud.read());
    }
    const isBeforeWrite = method === 'GET' && this.#isSaving;
    await this.#meanwhile(`before the answer to the ${method}`, method === 'PUT' ? 0.25 : 0.1, isBeforeWrite);
  }

  /**
   * Perhaps something happens in the middle of something else. Without a checksum the API has no lock between the last reading
   * and the write, so that nobody can help what another client does there.
   */
  async #meanwhile(when: string, share: number, isBeforeWrite = false): Promise<void> {
    if (this.#isEnding || !this.#mayInterrupt || !this.#chance.happens(share)) return;
    const what = this.#chance.weighed({
      ...{ type: 6, comment: 1, other: isBeforeWrite && !this.#hasLock ? 0 : 6, kill: 1, tasks: 1 },
    });
    this.#tell(`  ${when}:`);
    this.#mayInterrupt = false;
    try {
      if (what === 'type') this.#type();
      if (what === 'comment') this.#comment();
      if (what === 'other') await this.#other();
      if (what === 'tasks') await this.#tasks();
      if (what === 'kill') this.#kill('killed');
    } finally {
      this.#mayInterrupt = true;
    }
  }

  // The steps.

  async #step(): Promise<void> {
    const what = this.#chance.weighed({
      ...{
        type: 60,
        comment: 8,
        remove: 8,
        break: 4,
        save: 60,
        failingSave: 45,
        failingReads: 15,
        autoSave: 5,
      },
      ...{ other: 35, nothing: 8, tasks: 20, refresh: 10, version: 6, signOut: 6 },
      ...{ reload: 8, kill: 8, close: 5, revert: 3 },
    });
    switch (what) {
      case 'type':
        this.#type();
        return;
      case 'comment':
        this.#comment();
        return;
      case 'remove':
        this.#remove();
        return;
      case 'break':
        this.#break();
        return;
      case 'save':
        await this.#save();
        return;
      case 'failingSave':
        await this.#fail('PUT');
        await this.#save();
        return;
      case 'failingReads':
        await this.#fail('GET');
        return;
      case 'autoSave':
        this.#tell('auto-save');
        this.#window.working(this.#file?.save(FOCUS_OUT) ?? Promise.resolve());
        return;
      case 'other':
        await this.#other();
        return;
      case 'nothing':
        this.#tell('the platform moves the checksum');
        await this.#cloud.sandbox.client.changeResource(this.#cloud.path, {});
        return;
      case 'tasks':
        await this.#tasks();
        return;
      case 'refresh': {
        this.#tell('refresh');
        const address = fromUriPath(this.#uri.path)?.address;
        if (address) this.#extension.documents.changed(address);
        return;
      }
      case 'version':
        this.#extension.version = this.#chance.pick([...VERSIONS, undefined]);
        this.#tell(`schema version ${this.#extension.version ?? 'default'}`);
        this.#extension.changed();
        return;
      case 'signOut':
        this.#extension.isSignedIn = !this.#extension.isSignedIn;
        this.#tell(this.#extension.isSignedIn ? 'sign in' : 'sign out');
        this.#extension.changed();
        return;
      case 'reload':
        this.#tell('reload');
        this.#kill('reloaded');
        return;
      case 'kill':
        this.#tell('kill');
        this.#kill('killed');
        return;
      case 'close':
        await this.#close();
        return;
      case 'revert':
        await this.#revert();
        return;
      default:
        return;
    }
  }

  #type(): void {
    const file = this.#file;
    if (!file || file.text.includes(HALF)) return;
    const field = this.#chance.pick(FIELDS);
    const word = this.oracle.word(field === 'code' ? 'secret' : 'mine');
    if (field === 'code') this.oracle.secrets.push(word);
    this.#tell(`type ${field}: ${word}`);
    this.oracle.typed(field, word);
    file.change(withField(file.text, this.#format, field, word));
  }

  #comment(): void {
    const file = this.#file;
    if (!file || file.text.includes(HALF)) return;
    const word = this.oracle.word('mine');
    this.#tell(`type a comment: ${word}`);
    this.oracle.typed(`comment ${word}`, word);
    file.change(withComment(file.text, this.#format, word));
  }

  #remove(): void {
    const file = this.#file;
    if (!file || file.text.includes(HALF)) return;
    const fields = [...fieldsOf(valueOf(file.text, this.#format)).keys()];
    const labels = fields.filter((field) => field.startsWith('labels.'));
    if (labels.length === 0) return;
    const label = this.#chance.pick(labels);
    this.#tell(`remove ${label}`);
    this.oracle.removed(label);
    file.change(withField(file.text, this.#format, label, undefined));
  }

  /** Leaves the text in the middle of typing, or mends it. */
  #break(): void {
    const file = this.#file;
    if (!file) return;
    if (file.text.includes(HALF)) this.#mend();
    else {
      this.#tell('type half a field');
      file.change(file.text + HALF);
    }
  }

  #mend(): void {
    const file = this.#file;
    if (!file?.text.includes(HALF)) return;
    this.#tell('mend the text');
    file.change(file.text.replaceAll(HALF, ''));
  }

  async #other(): Promise<void> {
    const field = this.#chance.pick(FIELDS);
    const isRemoved =
      field.startsWith('labels.') && this.oracle.cloud.has(field) && this.#chance.happens(0.3);
    const value = isRemoved ? undefined : this.oracle.word('theirs');
    if (field === 'code' && value !== undefined) this.oracle.secrets.push(value);
    this.#tell(
      `the other client ${isRemoved ? 'removes' : 'writes'} ${field}${isRemoved ? '' : `: ${String(value)}`}`,
    );
    const [name = '', key] = field.split('.');
    const patch = key === undefined ? { [name]: value } : { [name]: { [key]: value ?? null } };
    this.oracle.changedByOther(field, value);
    await this.#cloud.sandbox.client.changeResource(this.#cloud.path, patch);
  }

  async #tasks(): Promise<void> {
    this.#tell('time goes by');
    await this.#cloud.sandbox.client.step(60_000);
  }

  async #fail(method: string): Promise<void> {
    const fault = this.#chance.pick(FAULTS);
    this.#tell(`the next ${method} ends so: ${fault.name}`);
    await this.#cloud.fail(method, fault);
  }

  async #save(isForced = false): Promise<void> {
    const file = this.#file;
    if (!file?.isDirty) return;
    this.#tell(isForced ? 'save, and overwrite the newer file' : 'save');
    this.#isSaving = true;
    this.#window.working(file.save(MANUAL, isForced));
    await this.#window.idle();
    this.#isSaving = false;
    // VS Code asks what to do with a file that is newer.
    const isNewer = this.#takeNewer();
    if (isNewer && !this.#window.isDead && (this.#isEnding || this.#chance.happens(0.5))) {
      await this.#save(true);
    }
  }

  async #close(): Promise<void> {
    const file = this.#file;
    if (file) {
      this.#tell('close without saving');
      if (file.isDirty) this.oracle.givenUp();
      this.#window.close(this.#uri);
    }
    if (this.#chance.happens(0.8)) {
      this.#tell('open');
      await this.#open();
    }
  }

  async #revert(): Promise<void> {
    this.#tell('revert');
    const file = this.#file;
    await this.#window.orEnd(
      this.#window.revert(this.#uri).catch((failure: unknown) => {
        this.#judge(failure);
      }),
    );
    // Where it can't be read, or who reverts types on, the edit stays.
    if (!this.#window.isDead && file?.isDirty === false) this.oracle.givenUp();
  }

  // The judgement.

  #look(): void {
    const backup = this.#profile.backups.get(this.#uri.toString())?.text;
    const file = this.#file;
    this.oracle.look({ text: file?.text, backup });
    this.#see();
    this.oracle.searchSecrets('storage', [...this.#storage.memento.stored.values()].join('\n'));
    this.oracle.searchSecrets('journal', [...this.#storage.journal.texts.values()].join('\n'));
    this.oracle.searchSecrets('log', this.#storage.log.lines.join('\n'));
  }

  #see(): void {
    const file = this.#file;
    if (!file) return;
    const value = file.isDirty ? undefined : valueOf(file.text, this.#format);
    this.oracle.shows(file.text, value === undefined ? undefined : fieldsOf(value));
  }

  /** All is well again: what was typed must get through by a person who goes on. */
  async #end(): Promise<void> {
    this.#isEnding = true;
    this.#tell('all is well from now on');
    await this.#cloud.sandbox.client.clearFaults();
    if (!this.#extension.isSignedIn) {
      this.#extension.isSignedIn = true;
      this.#extension.changed();
    }
    await this.#window.idle();
    await this.#open();
    this.#mend();
    for (let save = 0; this.#file?.isDirty === true && save < MOST_ENDING_SAVES; save += 1) {
      await this.#tasks();
      await this.#save();
      this.#look();
    }
    if (!this.#file) this.oracle.blame('stuck', 'the document can’t be opened');
    else if (this.#file.isDirty) this.oracle.blame('stuck', this.steps.at(-1)?.trim() ?? '');
    await this.#window.idle();
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#look();
    await this.#extension.end();
  }
}
