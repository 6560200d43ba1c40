import type { l10n } from 'vscode';
import type { ReportView } from '../../../reportProtocol.js';
import type { Change } from '../../../schema/comparison/judge.js';
import { isJsonObject } from '../../../schema/openapi.js';
import type { Comparison, ComparedSection } from '../../../schema/comparison/comparison.js';
import { keysOfPointer } from '../../../schema/jsonPointer.js';

type Localizer = Pick<typeof l10n, 't'>;

interface GroupNames {
  readonly names: ReportView['groups'];
  /** The position of the group that a change of a section belongs to. */
  of(change: Change, section: number): number;
}

/** The groups of a report: the collection of an operation, or the model that is different. */
export function groupNames({ sections }: Comparison, l10n: Localizer): GroupNames {
  const collections = sections.map(collectionsOf);
  const names: { title: string; what: string }[] = [];
  const known = new Map<string, number>();
  return {
    names,
    of: ({ pointers }, section) => {
      const [root = '', second = '', name = ''] = keysOfPointer(pointers.after ?? pointers.before ?? '');
      const group =
        root === 'paths'
          ? { title: collectionOf(second, collections[section] ?? new Set()), what: l10n.t('collection') }
          : root === 'components' && name !== ''
            ? { title: name, what: second === 'schemas' ? l10n.t('model') : l10n.t('shared part') }
            : { title: sections[section]?.name ?? '', what: l10n.t('API document') };
      const key = JSON.stringify([section, group]);
      const position = known.get(key) ?? names.push(group) - 1;
      known.set(key, position);
      return position;
    },
  };
}

/** The paths that have members. */
function collectionsOf({ before, after }: ComparedSection): ReadonlySet<string> {
  const paths = [before, after].flatMap((side) => {
    const known = side?.document.raw.paths;
    return isJsonObject(known) ? Object.keys(known) : [];
  });
  return new Set(paths.filter((path) => path.endsWith('}')).map(above));
}

/** The nearest collection that a path is in; the path itself where there is none. */
function collectionOf(path: string, collections: ReadonlySet<string>): string {
  for (let part = path; part !== ''; part = above(part)) if (collections.has(part)) return part;
  return path;
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
