import { documentUri } from '../../../src/editor/shell/documentUri.js';
import type { SpecFormat } from '../../../src/editor/shell/specFormat.js';
import type { ResourceAddress } from '../../../src/resource/address.js';
import { Uri } from '../../unit/editor/fakeVscode.js';
import type { Chance } from './chance.js';
import type { Cloud } from './cloud.js';
import type { Edit } from './edit.js';
import type { Oracle } from './oracle.js';
import type { SequenceOutcome } from './sequence.js';
import { host } from './vscode.js';

/** By which the resource's account is known in the window. */
export const ACCOUNT = 'a';
/** The share of sequences in which the resource is open in two documents. */
const TWO_DOCUMENTS = 0.25;

/** One of the documents in which the resource can be edited: its spec in a language. */
export interface SpecDocument {
  readonly uri: Uri;
  readonly format: SpecFormat;
  readonly edit: Edit;
  /** Whether it was open when the window ended. */
  wasOpen: boolean;
}

/** Plays a sequence to its end, whatever comes of it, and ends the window that it leaves. */
export async function outcomeOf(
  seed: number,
  { oracle, steps }: Course,
  sequence: { readonly saves: number; run(): Promise<void> },
): Promise<SequenceOutcome> {
  try {
    await sequence.run();
    return { seed, violations: oracle.violations, saves: sequence.saves, steps };
  } finally {
    host.window?.kill();
  }
}

/** What the parts of a sequence have in common. */
export class Course {
  /** What happened, a line a step. */
  readonly steps: string[] = [];
  /** All of the resource; the first is the one that is edited most. */
  readonly documents: readonly SpecDocument[];
  /** The one that is edited now. */
  document: SpecDocument;
  /** All is well from now on, and nothing happens by chance any more. */
  isEnding = false;

  /** @param uris the documents, by their languages. */
  constructor(
    readonly cloud: Cloud,
    readonly chance: Chance,
    readonly oracle: Oracle,
    uris: readonly (readonly [SpecFormat, string])[] = specUris(cloud, chance),
  ) {
    this.documents = uris.map(([format, uri]): SpecDocument => ({
      uri: Uri.parse(uri),
      format,
      edit: oracle.edit(),
      wasOpen: true,
    }));
    [this.document] = this.documents as [SpecDocument];
  }

  /** How much time goes by at once: at the end enough for all that was asked of the cloud, which has its own clock. */
  get passingMs(): number {
    return this.isEnding ? 3_600_000 : 60_000;
  }

  tell(line: string): void {
    this.steps.push(line);
  }
}

/** The address of a collection or of one of its resources in the window. */
export function addressOf({ path }: Cloud): ResourceAddress {
  return { account: ACCOUNT, segments: path.split('/').filter((part) => part !== '') };
}

export function anyFormat(chance: Chance): SpecFormat {
  return chance.happens(0.4) ? 'yaml' : 'json';
}

function specUris(cloud: Cloud, chance: Chance): readonly (readonly [SpecFormat, string])[] {
  const first = anyFormat(chance);
  const formats = chance.happens(TWO_DOCUMENTS) ? [first, other(first)] : [first];
  return formats.map((format) => [format, documentUri(addressOf(cloud), 'spec', format).toString()]);
}

function other(format: SpecFormat): SpecFormat {
  return format === 'json' ? 'yaml' : 'json';
}
