import { afterEach, expect, it, vi } from 'vitest';
import { ensureSystemNeeds, type SystemNeed } from '../../../scripts/machine/systemPackages.js';

const need = (isPresent: boolean): SystemNeed => ({
  purpose: 'show that nothing is installed',
  debianPackages: ['a-package-that-is-not-there'],
  isPresent: () => isPresent,
});

afterEach(() => vi.unstubAllEnvs());

it('names what is missing and what it is for, and installs nothing, where apt is not to be used', async () => {
  vi.stubEnv('OVHAPI_APT', 'never');
  await expect(ensureSystemNeeds([need(true), need(false)])).rejects.toThrow(
    /^Install these first, then run this again:\n {2}- a-package-that-is-not-there .* show that nothing is installed/,
  );
});

it('asks for nothing where everything is there', async () => {
  await expect(ensureSystemNeeds([need(true)])).resolves.toBeUndefined();
});
