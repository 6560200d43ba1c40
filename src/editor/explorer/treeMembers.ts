import type { DrawnRows } from '../../resource/tree/drawnRows.js';
import type { LiveItems } from '../../resource/tree/liveItems.js';
import {
  itemChildren,
  type CollectionNode,
  type ItemNode,
  type TreeNode,
} from '../../resource/tree/nodes.js';
import type { Unreached } from '../../resource/tree/unreached.js';
import type { LongReading } from '../../resource/pages.js';
import type { Connection } from '../connections/connections.js';
import type { CollectionLists } from './collectionLists.js';
import { memberRows } from '../../resource/tree/collectionMembers.js';
import type { ResourceTreeOptions } from './resourceTreeOptions.js';
import { shownOperations } from './shownOperations.js';

/**
 * How long a page may take without a word. VS Code draws what changes at once, but then waits a fifth of a second for more changes: a row that
 * says at once that the page is on its way would keep a page that is already there from the screen.
 */
const PATIENCE_MS = 400;

/** The parts of the tree that keep its members. */
export interface TreeMembersOptions extends Pick<ResourceTreeOptions, 'note'> {
  readonly drawingMs: ResourceTreeOptions['drawingMs'];
  readonly lists: CollectionLists;
  readonly rows: DrawnRows;
  readonly live: LiveItems;
  readonly unreached: Unreached;
  /** Draws a row again, with what is below it. */
  readonly redraw: (node: TreeNode) => void;
  /** Called with a collection and members of it that were not there before. */
  readonly onList: (nodes: readonly TreeNode[]) => void;
}

/** The members of the tree's collections: their rows, and the readings that bring more of them. */
export class TreeMembers {
  readonly #options: TreeMembersOptions;

  constructor(options: TreeMembersOptions) {
    this.#options = options;
  }

  /** The rows under a collection. Throws what reading its first page throws. */
  async rows(connection: Connection, node: CollectionNode): Promise<readonly TreeNode[]> {
    const { lists, rows: drawn, live, unreached, note, redraw, onList } = this.#options;
    const missing = lists.missing(node);
    if (missing.length > 0)
      return [{ kind: 'choose', id: `${node.id}?choose`, parent: node, names: missing }];
    // Rows that are there stay on the screen while a further page is on its way.
    const members = await lists.members(connection, node);
    if (members.isNew || members.news.length > 0) onList([node, ...members.news]);
    live.follow(members.all);
    if (members.changesOwnRow)
      queueMicrotask(() => {
        redraw(node);
      });
    if (members.isNew && members.failure !== undefined) {
      note(members.failure);
      unreached.note(connection.account.id, node, members.failure);
    }
    const rows = memberRows(node, members);
    drawn.noteMembers(node, rows);
    return rows;
  }

  /** Reads and shows the next page of a collection. */
  async more(connection: Connection, node: CollectionNode): Promise<void> {
    const { lists, rows, redraw } = this.#options;
    const timer = setTimeout(() => {
      // That it is on its way is one row's news; drawing thousands of others for it would cost more than the page.
      redraw(rows.moreOf(node) ?? node);
    }, PATIENCE_MS);
    const failure = await lists.more(connection, node).finally(() => {
      clearTimeout(timer);
    });
    this.#loaded(node, failure);
  }

  /**
   * Reads a collection to its end, however many pages it has, until the signal ends it. Rows are drawn now and then. Returns
   * why it could not be read on, which is noted and shown in its rows as well.
   */
  async all(
    connection: Connection,
    node: CollectionNode,
    reading: LongReading,
  ): Promise<{ readonly failure?: unknown }> {
    const { lists, drawingMs, redraw } = this.#options;
    const onRows = (): void => {
      redraw(node);
    };
    const failure = await lists.all(connection, node, { ...reading, onRows, drawingMs });
    this.#loaded(node, failure);
    return failure === undefined ? {} : { failure };
  }

  /** Tasks and events of an item that has changed are read again, where they are on the screen. */
  renewHistory(node: ItemNode): void {
    const { lists } = this.#options;
    for (const child of itemChildren(node, shownOperations())) {
      if (child.kind !== 'collection' || child.members === 'resource' || !lists.isLoaded(child)) continue;
      lists.renew(child.id);
    }
  }

  /** After a further page: shows it, or why it did not come. */
  #loaded(node: CollectionNode, failure: unknown): void {
    const { note, unreached, redraw } = this.#options;
    if (failure !== undefined) note(failure);
    unreached.note(node.address.account, node, failure);
    redraw(node);
  }
}
