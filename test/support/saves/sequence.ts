import type { ApiRequest } from '../../../src/api/api.js';
import { fromUriPath } from '../../../src/resource/address.js';
import { BUSY_CUSTOMS } from '../../../src/sandbox/customs.js';
import { CarelessPerson, OPENING } from './carelessPerson.js';
import { Chance } from './chance.js';
import { COLLECTIONS, FAULTS, FIELDS, SECRETS, SHARING, VERSIONS, type Room } from './cloud.js';
import { Course, outcomeOf } from './course.js';
import { runDraftSequence } from './draftSequence.js';
import type { Tap } from './extension.js';
import { Oracle, type Violation } from './oracle.js';
import { Sitting } from './sitting.js';
import { Typist } from './typist.js';
import type { Waiting } from './waiting.js';

const MANUAL = 1;
const FOCUS_OUT = 3;
/** The weight of stopping, which takes a second of real time. */
const STOPPED = 0.3;
/** The share of sequences in which a resource is made. */
const DRAFTS = 0.08;
/** The share of the other client's changes that only take back what a field was changed from. */
const TAKEN_BACK = 0.35;
const MOST_ENDING_SAVES = 10;

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
  if (chance.happens(DRAFTS)) return runDraftSequence(room, seed, chance);
  // The one with a lock is the usual one.
  const collection = chance.pick([COLLECTIONS[0], ...COLLECTIONS]);
  const cloud = await room.cloud(collection, seed % SHARING);
  const course = new Course(cloud, chance, new Oracle(await cloud.read()));
  return outcomeOf(seed, course, new Sequence(course));
}

class Sequence implements Tap {
  readonly #course: Course;
  readonly #sitting: Sitting;
  readonly #typist: Typist;
  readonly #person: CarelessPerson;
  saves = 0;
  /** What fields were before the other client changed them. */
  readonly #earlier = new Map<string, string>();
  #isSaving = false;
  /** Whether a PUT is on its way and not judged yet: another document may be read at the same time. */
  #isWriting = false;
  /** Whether something may happen in the middle of something else: not in what happens there. */
  #mayInterrupt = true;

  constructor(course: Course) {
    this.#course = course;
    this.#person = new CarelessPerson(course, (when, share) => this.#meanwhile(when, share));
    this.#sitting = new Sitting(course, this.#person, this);
    this.#typist = new Typist(course, () => this.#sitting.file);
  }

  async run(): Promise<void> {
    const { chance, cloud } = this.#course;
    await cloud.sandbox.client.conduct({
      conflictStatus: chance.pick([409, 412]),
      whileBusy: chance.pick(BUSY_CUSTOMS),
    });
    const sitting = this.#sitting;
    await sitting.open();
    const steps = chance.between(5, 13);
    for (let step = 0; step < steps; step += 1) {
      await this.#step();
      await sitting.window.idle();
      while (sitting.window.isDead) await sitting.restart();
      this.#isWriting = false;
      sitting.look();
    }
    await this.#end();
  }

  get #hasLock(): boolean {
    return this.#course.cloud.path.startsWith(COLLECTIONS[0]);
  }

  /** Whether a save is under way while another document may be read. */
  get #isBesideSave(): boolean {
    return this.#isSaving && this.#course.documents.length > 1;
  }

  // The wire.

  async before({ method }: ApiRequest): Promise<void> {
    await this.#meanwhile(`before the ${method}`, method === 'PUT' ? 0.25 : 0.1, method === 'PUT');
    this.#isWriting ||= method === 'PUT';
  }

  async after({ method }: ApiRequest): Promise<void> {
    if (method === 'PUT') {
      this.saves += 1;
      const { cloud, oracle } = this.#course;
      oracle.written(await cloud.read(), this.#course.document.edit);
      oracle.hidden('pin', await cloud.pins());
      this.#isWriting = false;
    }
    const isBeforeWrite = method === 'GET' && this.#isSaving;
    await this.#meanwhile(`before the answer to the ${method}`, method === 'PUT' ? 0.25 : 0.1, isBeforeWrite);
  }

  /**
   * Perhaps something happens in the middle of something else. Without a checksum the API has no lock between the last reading
   * and the write, so that nobody can help what another client does there.
   */
  async #meanwhile(when: string, share: number, isBeforeWrite = false): Promise<void> {
    if (this.#course.isEnding || !this.#mayInterrupt || !this.#course.chance.happens(share)) return;
    const { waiting } = this.#sitting.window;
    const mayOther = !this.#isWriting && (this.#hasLock || !(isBeforeWrite || this.#isBesideSave));
    const what = this.#course.chance.weighed({
      ...{ type: 6, comment: 1, other: mayOther ? 6 : 0, kill: when === OPENING ? 4 : 1, tasks: 1 },
      stop: waiting.isStoppable ? STOPPED : 0,
      save: this.#isSaving && this.#sitting.file?.isDirty === true ? 4 : 0,
    });
    this.#course.tell(`  ${when}:`);
    this.#mayInterrupt = false;
    try {
      if (what === 'type') this.#typist.type();
      if (what === 'comment') this.#typist.comment();
      if (what === 'other') await this.#other();
      if (what === 'tasks') await this.#tasks();
      if (what === 'stop') await this.#stop(waiting);
      if (what === 'kill') this.#sitting.kill('killed');
      if (what === 'save') this.#beginSave();
    } finally {
      this.#mayInterrupt = true;
    }
  }

  // The steps.

  async #step(): Promise<void> {
    const what = this.#course.chance.weighed({
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
      switch: this.#course.documents.length > 1 ? 30 : 0,
    });
    switch (what) {
      case 'type':
        this.#typist.type();
        return;
      case 'comment':
        this.#typist.comment();
        return;
      case 'remove':
        this.#typist.remove();
        return;
      case 'break':
        this.#typist.break();
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
        this.#course.tell('auto-save');
        this.#sitting.window.working(this.#sitting.file?.save(FOCUS_OUT) ?? Promise.resolve());
        return;
      case 'other':
        await this.#other();
        return;
      case 'nothing':
        this.#course.tell('the platform moves the checksum');
        await this.#course.cloud.sandbox.client.changeResource(this.#course.cloud.path, {});
        return;
      case 'tasks':
        await this.#tasks();
        return;
      case 'refresh': {
        this.#course.tell('refresh');
        const address = fromUriPath(this.#course.document.uri.path)?.address;
        if (address) this.#sitting.extension.documents.changed(address);
        return;
      }
      case 'version':
        this.#sitting.extension.version = this.#course.chance.pick([...VERSIONS, undefined]);
        this.#course.tell(`schema version ${this.#sitting.extension.version ?? 'default'}`);
        this.#sitting.extension.changed();
        return;
      case 'signOut':
        this.#sitting.extension.isSignedIn = !this.#sitting.extension.isSignedIn;
        this.#course.tell(this.#sitting.extension.isSignedIn ? 'sign in' : 'sign out');
        this.#sitting.extension.changed();
        return;
      case 'reload':
        this.#course.tell('reload');
        this.#sitting.kill('reloaded');
        return;
      case 'kill':
        this.#course.tell('kill');
        this.#sitting.kill('killed');
        return;
      case 'close':
        await this.#sitting.close();
        return;
      case 'switch':
        await this.#switch();
        return;
      case 'revert':
        await this.#sitting.revert();
        return;
      default:
        return;
    }
  }

  /** Goes on in the other document of the resource. */
  async #switch(): Promise<void> {
    const [other] = this.#course.documents.filter((one) => one !== this.#course.document);
    if (!other) return;
    this.#course.document = other;
    this.#course.tell(`go on in ${other.format}`);
    await this.#sitting.open();
  }

  async #other(): Promise<void> {
    const field = this.#course.chance.pick(FIELDS);
    const isRemoved =
      field.startsWith('labels.') && this.#course.oracle.cloud.has(field) && this.#course.chance.happens(0.3);
    const value = isRemoved ? undefined : this.#theirs(field);
    if (SECRETS.has(field) && value !== undefined) this.#course.oracle.secrets.push(value);
    this.#course.tell(
      `the other client ${isRemoved ? 'removes' : 'writes'} ${field}${isRemoved ? '' : `: ${String(value)}`}`,
    );
    const [name = '', key] = field.split('.');
    const patch = key === undefined ? { [name]: value } : { [name]: { [key]: value ?? null } };
    this.#course.oracle.changedByOther(field, value);
    await this.#course.cloud.sandbox.client.changeResource(this.#course.cloud.path, patch);
  }

  /** A new value of the other client, or the one that it had before: a change can be taken back. */
  #theirs(field: string): string {
    const { chance, oracle } = this.#course;
    const before = oracle.cloud.get(field);
    const earlier = this.#earlier.get(field);
    const isTakenBack = earlier !== undefined && earlier !== before && chance.happens(TAKEN_BACK);
    if (before !== undefined) this.#earlier.set(field, before);
    return isTakenBack ? earlier : oracle.word('theirs');
  }

  async #tasks(): Promise<void> {
    this.#course.tell('time goes by');
    await this.#course.cloud.sandbox.client.step(this.#course.passingMs);
  }

  async #stop(waiting: Waiting): Promise<void> {
    this.#course.tell('stop waiting');
    await waiting.stop();
  }

  async #fail(method: string): Promise<void> {
    const fault = this.#course.chance.pick(FAULTS);
    this.#course.tell(`the next ${method} ends so: ${fault.name}`);
    await this.#course.cloud.fail(method, fault);
  }

  async #save(isForced = false): Promise<void> {
    const file = this.#sitting.file;
    if (!file?.isDirty) return;
    this.#isSaving = true;
    this.#beginSave(isForced);
    await this.#sitting.window.idle();
    this.#isSaving = false;
    // VS Code asks what to do with a file that is newer.
    const isNewer = this.#person.takeNewer();
    if (
      isNewer &&
      !this.#sitting.window.isDead &&
      (this.#course.isEnding || this.#course.chance.happens(0.5))
    ) {
      await this.#save(true);
    }
  }

  /** Begins a save, perhaps while another one is under way. */
  #beginSave(isForced = false): void {
    const course = this.#course;
    const { file, window, extension } = this.#sitting;
    if (!file) return;
    course.tell(isForced ? 'save, and overwrite the newer file' : 'save');
    const isOurs = !isForced && course.chance.happens(0.5);
    if (isOurs) course.tell('  by our command');
    window.working(
      isOurs ? extension.saving.save(course.document.uri as never) : file.save(MANUAL, isForced),
    );
  }

  // The judgement.

  /** All is well again: what was typed must get through by a person who goes on. */
  async #end(): Promise<void> {
    this.#course.isEnding = true;
    this.#course.tell('all is well from now on');
    await this.#course.cloud.sandbox.client.clearFaults();
    if (!this.#sitting.extension.isSignedIn) {
      this.#sitting.extension.isSignedIn = true;
      this.#sitting.extension.changed();
    }
    await this.#sitting.window.idle();
    for (const document of this.#course.documents) {
      this.#course.document = document;
      await this.#endEdit();
    }
    await this.#sitting.window.idle();
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#sitting.look();
    await this.#sitting.extension.end();
  }

  async #endEdit(): Promise<void> {
    const { oracle, steps } = this.#course;
    const sitting = this.#sitting;
    await sitting.open();
    this.#typist.mend();
    for (let save = 0; sitting.file?.isDirty === true && save < MOST_ENDING_SAVES; save += 1) {
      await this.#tasks();
      await this.#save();
      sitting.look();
    }
    if (!sitting.file) oracle.blame('stuck', 'the document can’t be opened');
    else if (sitting.file.isDirty) oracle.blame('stuck', steps.at(-1)?.trim() ?? '');
  }
}
