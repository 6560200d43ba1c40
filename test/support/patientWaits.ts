import { vi } from 'vitest';

/** Well above what anything takes here: how fast the machine is, is not what is tested. */
const PATIENCE_MS = 60_000;

const { waitFor } = vi;
const isPatient = Symbol.for('ovhapi.isPatient');

// Runs before each file of tests, whose worker it may share. Vitest would give up after a second, which a busy machine may take.
if (!(isPatient in waitFor)) {
  const patient: typeof waitFor = (callback, options = PATIENCE_MS) => waitFor(callback, options);
  vi.waitFor = Object.assign(patient, { [isPatient]: true });
}
