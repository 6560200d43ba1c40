import type { BenchResult } from './benchResult.js';
import { largestSpec, type Source } from './documents/largestSpec.js';
import { loadEditor } from './documents/loadEditor.js';
import type { TypingTimes } from './documents/typing.js';
import { percentile } from './percentile.js';

const measured = new Map<Source, Promise<TypingTimes>>();

/** The 95th percentile of what a keystroke takes; both questions of one source come from the same typing. */
export async function measureTyping(
  source: Source,
  what: 'diagnostics' | 'completion',
): Promise<BenchResult> {
  const known = measured.get(source);
  const typing = known ?? loadEditor().then(({ typeInto }) => typeInto(largestSpec(source)));
  measured.set(source, typing);
  const { ours, plain } = (await typing)[what];
  return {
    ours: { value: percentile(ours, 95), unit: 'ms' },
    peer: { name: 'plain language service', value: percentile(plain, 95), unit: 'ms' },
  };
}
