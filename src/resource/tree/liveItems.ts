import { isNotFound } from '../../api/failureKind.js';
import type { ResourceSnapshot } from '../snapshot.js';
import type { ResourceWatcher, Watch } from '../watch.js';
import { displayLine } from '../displayText.js';
import { readMember, type Member } from './member.js';
import { idsUnder, type ItemNode, type TreeNode } from './nodes.js';

export interface LiveItemsOptions {
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** Something that a row shows has changed. */
  readonly onChange: (node: ItemNode) => void;
  /** How many items are watched at once; the others wait for their turn. */
  readonly atOnce?: number;
}

interface Followed {
  /** The row as it was drawn last. */
  node: ItemNode;
  watch: Watch | undefined;
}

const AT_ONCE = 10;

/**
 * Keeps the rows of items true on which the cloud is busy, while they are visible. An item that has settled
 * is left alone; one that is gone keeps its row until the list is read again, so that nothing moves under the pointer.
 */
export class LiveItems {
  readonly #options: LiveItemsOptions;
  readonly #followed = new Map<string, Followed>();
  readonly #newest = new Map<string, Member>();
  /** What the ids of rows begin with that are in a closed branch. */
  readonly #closed = new Set<string>();
  #isVisible = false;

  constructor(options: LiveItemsOptions) {
    this.#options = options;
  }

  /** Called with rows each time they are drawn: busy ones are followed from then on. */
  follow(nodes: readonly TreeNode[]): void {
    for (const node of nodes) {
      if (node.kind !== 'item') continue;
      const followed = this.#followed.get(node.id);
      if (followed) followed.node = node;
      else if (!this.#newest.has(node.id) && node.item.read && node.member.isBusy) {
        this.#followed.set(node.id, { node, watch: undefined });
      }
    }
    this.#fill();
  }

  /** Reads a row now, and follows it while the cloud is busy with it, regardless of the list. */
  begin(node: ItemNode): void {
    if (!this.#followed.has(node.id)) this.#followed.set(node.id, { node, watch: undefined });
    this.#fill();
    this.#followed.get(node.id)?.watch?.refresh();
  }

  /** Shows whether a resource exists, as another has read it: that it isn't found, or is found again. */
  notePresence(node: ItemNode, reading: ResourceSnapshot | undefined): void {
    const { member } = this.current(node);
    if ((member.status !== DELETED) === (reading !== undefined)) return;
    const after = reading ? memberOf(member, reading) : deleted(member);
    if (isSame(after, member)) return;
    this.#followed.get(node.id)?.watch?.dispose();
    this.#followed.delete(node.id);
    this.#newest.set(node.id, after);
    this.#options.onChange(node);
    if (isUnderWay(after)) this.begin(node);
    else this.#fill();
  }

  /** A row with the newest that is known of it. */
  current<T extends TreeNode>(node: T): T {
    const member = node.kind === 'item' ? this.#newest.get(node.id) : undefined;
    return member ? { ...node, member } : node;
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#show();
  }

  /** Rows in a closed branch aren't visible. */
  setOpen(branch: TreeNode, isOpen: boolean): void {
    const below = idsUnder(branch);
    // Open branches are reported with every list that is read below them.
    if (isOpen !== this.#closed.has(below)) return;
    if (isOpen) this.#closed.delete(below);
    else this.#closed.add(below);
    this.#show();
  }

  /** Forgets every row whose id starts so: it is about to be read again. */
  forget(idStart: string): void {
    for (const id of this.#newest.keys()) if (id.startsWith(idStart)) this.#newest.delete(id);
    for (const [id, { watch }] of this.#followed) {
      if (!id.startsWith(idStart)) continue;
      this.#followed.delete(id);
      watch?.dispose();
    }
  }

  dispose(): void {
    this.#isVisible = false;
    this.forget('');
  }

  #isSeen({ id }: ItemNode): boolean {
    return this.#isVisible && ![...this.#closed].some((start) => id.startsWith(start));
  }

  #show(): void {
    for (const { node, watch } of this.#followed.values()) watch?.setVisible(this.#isSeen(node));
    this.#fill();
  }

  #fill(): void {
    if (!this.#isVisible) return;
    const seen = [...this.#followed.values()].filter(({ node }) => this.#isSeen(node));
    const free = (this.#options.atOnce ?? AT_ONCE) - seen.filter(({ watch }) => watch).length;
    for (const followed of seen.filter(({ watch }) => !watch).slice(0, Math.max(0, free)))
      this.#watch(followed);
  }

  #watch(followed: Followed): void {
    // What others read before may be older than the list.
    let isNew = false;
    followed.watch = this.#options.watcher.watch(followed.node.address, (reading) => {
      if (isNew) this.#read(followed, reading);
    });
    isNew = true;
  }

  #read(followed: Followed, reading: ResourceSnapshot | Error): void {
    const { node } = followed;
    if (this.#followed.get(node.id) !== followed) return;
    const member = memberAfter(this.current(node).member, reading);
    const hasEnded = reading instanceof Error ? isNotFound(reading) : !isUnderWay(member);
    if (hasEnded) {
      this.#followed.delete(node.id);
      followed.watch?.dispose();
    }
    if (member && !isSame(member, this.current(node).member)) {
      this.#newest.set(node.id, member);
      this.#options.onChange(node);
    }
    if (hasEnded) this.#fill();
  }
}

const DELETED = 'DELETED';

function memberAfter(before: Member, reading: ResourceSnapshot | Error): Member | undefined {
  if (!(reading instanceof Error)) return memberOf(before, reading);
  return isNotFound(reading) ? deleted(before) : undefined;
}

function deleted(before: Member): Member {
  return { ...before, status: DELETED, isBusy: false, condition: undefined };
}

function memberOf(before: Member, { resource, tasks }: ResourceSnapshot): Member {
  const { raw, displayName } = resource;
  const read = readMember(raw, { kind: before.kind, identifier: undefined, tasks });
  // An item's own answer may lack the field by which its list names it.
  return before.kind === 'resource'
    ? { ...read, id: before.id, label: displayLine(displayName) || before.label, detail: before.detail }
    : { ...read, id: before.id };
}

/** Whether more is to be expected of a row that is followed: one that waits for a person may do so for days. */
function isUnderWay(member: Member | undefined): boolean {
  const kind = member?.condition?.kind;
  if (kind === undefined) return member?.isBusy === true;
  return kind === 'atWork' || kind === 'planned' || kind === 'unsettled';
}

/** Whether a row would look the same. */
function isSame(one: Member, other: Member): boolean {
  return (
    one.label === other.label &&
    one.status === other.status &&
    one.isBusy === other.isBusy &&
    JSON.stringify(one.condition) === JSON.stringify(other.condition) &&
    one.detail === other.detail
  );
}
