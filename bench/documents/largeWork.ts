import { panelReading } from '../../src/editor/panel/panelReading.js';
import { panelView } from '../../src/editor/panel/panelView.js';
import { editedFields } from '../../src/editor/panel/editedFields.js';
import { parseResource } from '../../src/resource/envelope.js';
import { mergingSpecTexts } from '../../src/resource/merge.js';
import { readingChanges, type KeptSpec } from '../../src/resource/ownSaves.js';
import { restoringSecrets } from '../../src/resource/restoreSpec.js';
import { rewritingSpec } from '../../src/resource/rewriteSpec.js';
import type { ResourceSnapshot } from '../../src/resource/snapshot.js';
import { Slices, type Work } from '../../src/resource/slices.js';
import { printingCurrentState, printingSpec } from '../../src/resource/spec.js';
import { withShown, type SpecBase } from '../../src/resource/specBase.js';
import { leavingOutSecrets } from '../../src/resource/withoutSecrets.js';
import { ENVELOPE } from './largeSpec.js';

/** The address of a resource that nobody asks for. */
const ADDRESS = { account: 'bench', segments: ['things', '1'] };

/** Something that is done with a large spec, besides opening and saving it. */
export interface LargeWork {
  readonly name: string;
  run(): unknown;
}

/** What is done with a large spec where it conflicts, in the panel and in files. `value` is the spec. */
export function largeWork(value: unknown): readonly LargeWork[] {
  const base = `${JSON.stringify(value, undefined, 2)}\n`;
  const mine = base.replace(/(?<=: ")[^"]*/, 'changed');
  const last = base.lastIndexOf(': "');
  const theirs = `${base.slice(0, last)}: "theirs"${base.slice(base.indexOf('\n', last))}`;
  const answer = `{"id":"1","checksum":"c","targetSpec":${base},"currentState":${theirs}}`;
  const inSlices = <T>(work: () => Work<T>) => ({ run: () => new Slices().through(work()) });
  const isSecret = (path: readonly (string | number)[]): boolean => path.at(-1) === 'team';
  const snapshot: ResourceSnapshot = {
    ...{ address: ADDRESS, resource: parseResource(JSON.parse(answer)), text: answer, isSecret },
    ...{ tasks: undefined, events: undefined, kept: 'none', fixed: [], readAt: 0 },
  };
  const wins = 'mine';
  const kept = [base, mine, theirs].map((text, at): KeptSpec => ({ at, why: 'saved', text }));
  return [
    { name: 'merged with a conflict', ...inSlices(() => mergingSpecTexts({ base, theirs, mine, wins })) },
    {
      name: 'judged against what the document shows',
      ...inSlices(() => withShown({ text: theirs, ancestor: base } as SpecBase, mine)),
    },
    { name: 'written anew with the merge', ...inSlices(() => rewritingSpec(mine, 'json', theirs)) },
    { name: 'read for a comparison', ...inSlices(() => printingSpec(answer, ENVELOPE)) },
    { name: 'current state', ...inSlices(() => printingCurrentState(answer, ENVELOPE)) },
    { name: 'restored', ...inSlices(() => restoringSecrets(hidden(base), mine, isSecret)) },
    { name: 'kept changes', ...inSlices(() => readingChanges(kept)) },
    { name: 'left without secrets', ...inSlices(() => leavingOutSecrets(base, isSecret)) },
    {
      name: 'in the panel',
      run: () => {
        const l10n = { t: (text: string) => text } as never;
        const facts = {
          reading: panelReading(snapshot),
          place: '',
          segments: ['1'],
          isLive: true,
          locale: 'en',
        };
        return panelView({ ...facts, accountLabel: '' } as never, l10n);
      },
    },
    {
      name: 'in the panel with an edit',
      ...inSlices(() => editedFields(snapshot, { item: ENVELOPE as never, base, mine })),
    },
  ];
}

function hidden(text: string): string {
  return text.replaceAll(/("team": )"[^"]*"/g, '$1"•••"');
}
