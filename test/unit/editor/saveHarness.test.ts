import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type * as rewriting from '../../../src/resource/rewriteSpec.js';
import type * as secrets from '../../../src/resource/secretFields.js';
import { rebase } from '../../../src/resource/specBase.js';
import type * as writing from '../../../src/resource/writeSpec.js';
import { KINDS, type Kind } from '../../support/saves/oracle.js';
import { runSequences } from '../../support/saves/runSequences.js';

/** How the extension is broken, by what comes of it. */
const broken = vi.hoisted((): { by: Kind | undefined } => ({ by: undefined }));

vi.mock('vscode', () => import('../../support/saves/vscode.js'));

vi.mock('../../../src/resource/writeSpec.js', async (importActual) => {
  const actual = await importActual<typeof writing>();
  const writeSpec: typeof writing.writeSpec = async (api, base, text, signal) => {
    switch (broken.by) {
      case 'overwrite': {
        // Reading the checksum again right before the write switches the API's lock off.
        const path = `/${base.address.segments.join('/')}`;
        const newest = rebase(base, await api.request({ method: 'GET', path, priority: 'user' }));
        return actual.writeSpec(api, newest, text, signal);
      }
      case 'false-save':
        return actual.writeSpec(api, base, text, signal).catch(() => base);
      case 'stuck':
        throw new actual.ChangedMeanwhile();
      case 'crash':
        throw new TypeError('undefined is not a function');
      default:
        return actual.writeSpec(api, base, text, signal);
    }
  };
  return { ...actual, writeSpec };
});

vi.mock('../../../src/resource/rewriteSpec.js', async (importActual) => {
  const actual = await importActual<typeof rewriting>();
  const rewritingSpec: typeof rewriting.rewritingSpec = (text, format, json) =>
    actual.rewritingSpec(text, format, broken.by === 'lost' ? '{}' : json);
  return { ...actual, rewritingSpec };
});

vi.mock('../../../src/resource/secretFields.js', async (importActual) => {
  const actual = await importActual<typeof secrets>();
  const hideSecretChanges: typeof secrets.hideSecretChanges = (changes, isSecret) =>
    broken.by === 'secret' ? changes : actual.hideSecretChanges(changes, isSecret);
  return { ...actual, hideSecretChanges };
});

const MOST_SEQUENCES = 60;
const LONGEST_MS = 300_000;
const cabinet = fileURLToPath(new URL('../../support/saves/cabinet.yaml', import.meta.url));

describe('an extension that is broken', () => {
  afterEach(() => {
    broken.by = undefined;
  });

  test.each(KINDS)('so that %s happens is found out', { timeout: LONGEST_MS }, async (kind) => {
    broken.by = kind;
    let found = 0;
    const seeds = function* (): Generator<number> {
      for (let seed = 1; found === 0 && seed <= MOST_SEQUENCES; seed += 1) yield seed;
    };
    await runSequences(seeds(), cabinet, ({ counts }) => {
      found = counts[kind];
    });
    expect(found).toBeGreaterThan(0);
  });
});
