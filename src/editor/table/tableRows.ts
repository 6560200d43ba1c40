import * as vscode from 'vscode';
import type { StatusView } from '../../protocol.js';
import { urnOf } from '../../resource/envelope.js';
import { cellOf, type ListColumn } from '../../resource/listColumns.js';
import type { TableContent } from '../../resource/tableText.js';
import type { TableColumn, TableRow, TableTexts } from '../../tableProtocol.js';
import type { Member } from '../../resource/tree/member.js';
import type { ItemNode, RowNode } from '../../resource/tree/nodes.js';
import { displayLine } from '../../resource/displayText.js';
import { conditionView, resourceStatusView, taskStatusView } from '../shell/statusText.js';

/** A member of a list as a row of its table. */
export function tableRow(node: ItemNode | RowNode, columns: readonly ListColumn[]): TableRow {
  const { member } = node;
  const status = statusOf(member);
  const urn = urnOf(member.raw);
  return {
    name: member.label,
    ...(member.detail !== undefined && { detail: member.detail }),
    ...(status && { status }),
    ...(node.kind === 'item' && node.item.read && { segment: node.address.segments.at(-1) ?? '' }),
    ...(urn !== undefined && { urn }),
    cells: columns.map((column) => shownCell(member, column)),
  };
}

/** A column as its header calls it: `location.region`. */
export function tableColumn({ key, path }: ListColumn): TableColumn {
  return { key, title: displayLine(path.join('.')) };
}

/** What is copied of rows: what the table shows of them. */
export function tableContent(
  nodes: readonly (ItemNode | RowNode)[],
  { columns, hasStatus }: { readonly columns: readonly ListColumn[]; readonly hasStatus: boolean },
  { name, status }: Pick<TableTexts, 'name' | 'status'>,
): TableContent {
  return {
    titles: [name, ...(hasStatus ? [status] : []), ...columns.map((column) => tableColumn(column).title)],
    rows: nodes.map(({ member }) => [
      member.label,
      ...(hasStatus ? [statusOf(member)?.text ?? null] : []),
      ...columns.map((column) => cellOf(member.raw, column)),
    ]),
  };
}

function shownCell({ raw }: Member, column: ListColumn): TableRow['cells'][number] {
  const cell = cellOf(raw, column);
  return typeof cell === 'string' ? displayLine(cell) : cell;
}

function statusOf({ kind, status, condition }: Member): StatusView | undefined {
  if (kind === 'task') return status === undefined ? undefined : taskStatusView(status, vscode.l10n);
  if (condition) return conditionView(condition, vscode.l10n, vscode.env.language);
  return status === undefined ? undefined : resourceStatusView(status, vscode.l10n);
}
