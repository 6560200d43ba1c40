import type { CopiedAccount } from '../../../../src/scratchpad/copyAs/copyTarget.js';

/** An account of the European region that signs its requests. */
export const testAccount: CopiedAccount = {
  credential: 'signature',
  endpoint: { name: 'ovh-eu', origin: 'https://eu.api.ovh.com' },
};
