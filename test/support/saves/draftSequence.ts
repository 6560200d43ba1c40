import type { ApiRequest } from '../../../src/api/api.js';
import { DRAFT_SCHEME } from '../../../src/editor/shell/documentUri.js';
import { toUriPath } from '../../../src/resource/address.js';
import { CarelessPerson } from './carelessPerson.js';
import type { Chance } from './chance.js';
import { COLLECTIONS, FAULTS, type Room, type Shelf } from './cloud.js';
import { addressOf, anyFormat, Course, outcomeOf } from './course.js';
import type { Tap } from './extension.js';
import { Oracle } from './oracle.js';
import type { SequenceOutcome } from './sequence.js';
import { Sitting } from './sitting.js';
import { Typist } from './typist.js';

const MANUAL = 1;
const FOCUS_OUT = 3;
const MOST_ENDING_SAVES = 10;
const STOPPED = 0.3;

/** Makes one resource as a careless person would, while what can go wrong does. */
export async function runDraftSequence(room: Room, seed: number, chance: Chance): Promise<SequenceOutcome> {
  const collection = chance.pick(COLLECTIONS);
  const shelf = await room.shelf(collection);
  await shelf.newest();
  const format = anyFormat(chance);
  const address = addressOf(shelf);
  const name = `new-${address.segments.at(-1) ?? ''}`;
  const path = toUriPath({ ...address, segments: [...address.segments, name] }, 'spec', format);
  const uri = `${DRAFT_SCHEME}:${path}`;
  const course = new Course(shelf, chance, new Oracle(new Map()), [[format, uri]]);
  return outcomeOf(seed, course, new DraftSequence(course, shelf));
}

class DraftSequence implements Tap {
  readonly #course: Course;
  readonly #shelf: Shelf;
  readonly #person: CarelessPerson;
  readonly #sitting: Sitting;
  readonly #typist: Typist;
  saves = 0;
  /** Whether something may have been made of the draft, as far as this window can know. */
  #isPerhapsMade = false;
  #mayInterrupt = true;

  constructor(course: Course, shelf: Shelf) {
    this.#course = course;
    this.#shelf = shelf;
    this.#person = new CarelessPerson(course, (when, share) => this.#meanwhile(when, share));
    this.#sitting = new Sitting(course, this.#person, this);
    this.#typist = new Typist(course, () => this.#sitting.file);
  }

  async run(): Promise<void> {
    await this.#begin();
    const steps = this.#course.chance.between(3, 9);
    for (let step = 0; step < steps && !this.#isDone; step += 1) {
      await this.#step();
      await this.#sitting.window.idle();
      while (this.#sitting.window.isDead) await this.#restart();
      this.#sitting.look();
    }
    await this.#end();
  }

  /** The draft was made, or has gone with its window. */
  get #isDone(): boolean {
    return this.#sitting.file?.isDirty !== true;
  }

  async #begin(): Promise<void> {
    const { window, extension } = this.#sitting;
    try {
      await window.orEnd(extension.drafts.open(addressOf(this.#shelf), this.#course.document.format));
    } catch (failure) {
      this.#person.judge(failure);
    }
  }

  async #restart(): Promise<void> {
    await this.#sitting.restart();
    // Another window knows nothing of what was sent before.
    this.#isPerhapsMade = false;
  }

  // The wire.

  async before({ method }: ApiRequest): Promise<void> {
    await this.#meanwhile(`before the ${method}`, 0.25);
  }

  async after({ method }: ApiRequest): Promise<void> {
    if (method === 'POST') {
      this.saves += 1;
      const made = await this.#shelf.made();
      const isFree = !this.#isPerhapsMade || this.#person.takeWarning();
      this.#course.oracle.made(made, isFree);
      this.#isPerhapsMade ||= made.length > 0;
    }
    await this.#meanwhile(`before the answer to the ${method}`, 0.25);
  }

  async #meanwhile(when: string, share: number): Promise<void> {
    const { chance } = this.#course;
    if (this.#course.isEnding || !this.#mayInterrupt || !chance.happens(share)) return;
    const { waiting } = this.#sitting.window;
    const what = chance.weighed({
      ...{ type: 6, comment: 1, kill: 1, save: 4, stop: waiting.isStoppable ? STOPPED : 0 },
    });
    this.#course.tell(`  ${when}:`);
    this.#mayInterrupt = false;
    try {
      if (what === 'type') this.#typist.type();
      if (what === 'comment') this.#typist.comment();
      if (what === 'kill') this.#sitting.kill('killed');
      if (what === 'save') this.#beginSave(MANUAL);
      if (what === 'stop') {
        this.#course.tell('stop waiting');
        await waiting.stop();
      }
    } finally {
      this.#mayInterrupt = true;
    }
  }

  // The steps.

  async #step(): Promise<void> {
    const { chance } = this.#course;
    const what = chance.weighed({
      ...{ type: 60, comment: 8, break: 4, save: 40, failingSave: 40, autoSave: 5 },
      ...{ signOut: 6, reload: 8, kill: 8 },
    });
    switch (what) {
      case 'type':
        this.#typist.type();
        return;
      case 'comment':
        this.#typist.comment();
        return;
      case 'break':
        this.#typist.break();
        return;
      case 'failingSave': {
        const fault = chance.pick(FAULTS);
        this.#course.tell(`the next POST ends so: ${fault.name}`);
        await this.#shelf.fail('POST', fault);
        await this.#save(MANUAL);
        return;
      }
      case 'save':
        await this.#save(MANUAL);
        return;
      case 'autoSave':
        await this.#save(FOCUS_OUT);
        return;
      case 'signOut': {
        const { extension } = this.#sitting;
        extension.isSignedIn = !extension.isSignedIn;
        this.#course.tell(extension.isSignedIn ? 'sign in' : 'sign out');
        extension.changed();
        return;
      }
      default:
        this.#course.tell(what);
        this.#sitting.kill(what === 'reload' ? 'reloaded' : 'killed');
    }
  }

  async #save(reason: number): Promise<void> {
    this.#beginSave(reason);
    await this.#sitting.window.idle();
  }

  /** Begins a save, perhaps while another one is under way. */
  #beginSave(reason: number): void {
    this.#course.tell(reason === MANUAL ? 'save' : 'auto-save');
    const { window, file } = this.#sitting;
    const isOurs = reason === MANUAL && file !== undefined && this.#course.chance.happens(0.5);
    window.working(
      isOurs
        ? this.#sitting.extension.saving.save(file.uri as never)
        : (file?.save(reason) ?? Promise.resolve()),
    );
  }

  /** All is well again: what was typed must get through by a person who goes on. */
  async #end(): Promise<void> {
    this.#course.isEnding = true;
    this.#course.tell('all is well from now on');
    await this.#shelf.sandbox.client.clearFaults();
    const { extension } = this.#sitting;
    extension.isSignedIn = true;
    extension.changed();
    this.#typist.mend();
    for (let save = 0; !this.#isDone && save < MOST_ENDING_SAVES; save += 1) await this.#save(MANUAL);
    if (!this.#isDone) this.#course.oracle.blame('stuck', this.#course.steps.at(-1)?.trim() ?? '');
    this.#sitting.look();
    await this.#sitting.extension.end();
  }
}
