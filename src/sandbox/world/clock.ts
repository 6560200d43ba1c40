/** How time goes by for everything that takes time in the sandbox: tasks, cursors and tokens. */
export interface ClockState {
  /** How many times faster than real time it goes. */
  readonly speed: number;
  /** Whether time only passes when it is stepped. */
  readonly isManual: boolean;
  /** The sandbox's time, in milliseconds since the epoch. */
  readonly nowMs: number;
}

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly ring: () => void;
}

/**
 * The sandbox's own time. It can be sped up, held and stepped by hand, so that a test never waits. Its dates run with
 * real time, plus what was stepped: they stay believable however fast tasks go.
 */
export class Clock {
  readonly #real: () => number;
  #speed: number;
  #isManual: boolean;
  /** Time of life, which runs `speed` times as fast as real time, at the real moment `#measuredAt`. */
  #life = 0;
  #measuredAt: number;
  #stepped = 0;
  #alarms: Alarm[] = [];
  #orders = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: {
    readonly speed: number;
    readonly isManual?: boolean;
    readonly real?: () => number;
  }) {
    this.#speed = options.speed;
    this.#isManual = options.isManual ?? false;
    this.#real = options.real ?? Date.now;
    this.#measuredAt = this.#real();
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#real() + this.#stepped;
  }

  /** As APIs write dates. */
  date(): string {
    return new Date(this.now()).toISOString();
  }

  /** Calls back when so much time of life has gone by. Alarms ring in the order of their times. Returns how to call it off. */
  after(delayMs: number, ring: () => void): () => void {
    const alarm = { at: this.#lifeNow() + delayMs, order: (this.#orders += 1), ring };
    this.#alarms.push(alarm);
    this.#alarms.sort((a, b) => a.at - b.at || a.order - b.order);
    this.#wind();
    return () => {
      this.#alarms = this.#alarms.filter((one) => one !== alarm);
    };
  }

  state(): ClockState {
    return { speed: this.#speed, isManual: this.#isManual, nowMs: this.now() };
  }

  set(state: Partial<Pick<ClockState, 'speed' | 'isManual'>>): void {
    this.#life = this.#lifeNow();
    this.#measuredAt = this.#real();
    this.#speed = state.speed ?? this.#speed;
    this.#isManual = state.isManual ?? this.#isManual;
    this.#wind();
  }

  /** Lets time of life go by at once; what was due on the way happens on the way. */
  step(ms: number): void {
    const end = this.#lifeNow() + ms;
    for (;;) {
      const next = this.#alarms[0];
      if (!next || next.at > end) break;
      this.#leap(Math.max(0, next.at - this.#lifeNow()));
      this.#alarms.shift();
      next.ring();
    }
    this.#leap(Math.max(0, end - this.#lifeNow()));
    this.#wind();
  }

  /** Nothing rings any more. */
  stop(): void {
    this.#isStopped = true;
    this.#alarms = [];
    clearTimeout(this.#timer);
  }

  #leap(ms: number): void {
    this.#life += ms;
    this.#stepped += ms;
  }

  #lifeNow(): number {
    return this.#isManual ? this.#life : this.#life + (this.#real() - this.#measuredAt) * this.#speed;
  }

  #wind(): void {
    clearTimeout(this.#timer);
    const [next] = this.#alarms;
    if (!next || this.#isManual || this.#isStopped) return;
    const delayMs = Math.max(0, (next.at - this.#lifeNow()) / this.#speed);
    this.#timer = setTimeout(
      () => {
        this.#ringDue();
      },
      Math.min(delayMs, LONGEST_TIMER_MS),
    );
    this.#timer.unref();
  }

  #ringDue(): void {
    const now = this.#lifeNow() + TOLERANCE_MS;
    for (let next = this.#alarms[0]; next && next.at <= now; next = this.#alarms[0]) {
      this.#alarms.shift();
      next.ring();
    }
    this.#wind();
  }
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Timers of Node may come up to a millisecond early. */
const TOLERANCE_MS = 1;
