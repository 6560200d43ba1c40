import type { TableHead, TableRow } from '../../../src/tableProtocol.js';

/** A table of projects' instances. */
export function sampleHead(parts: Partial<TableHead> = {}): TableHead {
  return {
    account: 'home',
    segments: ['publicCloud', 'project', 'p1', 'compute', 'instance'],
    title: 'compute/instance · Web shop',
    notes: ['/publicCloud/project/p1/compute/instance', 'Sandbox'],
    words: 'item envelope canRead writable canUpdate canDelete',
    hasStatus: true,
    columns: [
      { key: '["region"]', title: 'region' },
      { key: '["size"]', title: 'size' },
      { key: '["createdAt"]', title: 'createdAt' },
    ],
    choice: [
      { key: '["id"]', title: 'id' },
      { key: '["region"]', title: 'region' },
      { key: '["size"]', title: 'size' },
      { key: '["createdAt"]', title: 'createdAt' },
      { key: '["location","zone"]', title: 'location.zone' },
    ],
    ...parts,
  };
}

const REGIONS = ['GRA11', 'BHS5', 'WAW1'];

/** The row of one instance; every seventh is at work. */
export function sampleRow(at: number): TableRow {
  return {
    name: `shop-${String(at)}`,
    status: at % 7 === 0 ? { tone: 'busy', text: 'being updated' } : { tone: 'ok', text: 'ready' },
    segment: `id-${String(at)}`,
    cells: [
      REGIONS[at % REGIONS.length] ?? null,
      at % 5 === 0 ? null : at * 2,
      new Date(Date.UTC(2026, 0, 1) + at * 86_400_000).toISOString(),
    ],
  };
}

export function sampleRows(count: number): readonly TableRow[] {
  return Array.from({ length: count }, (_, at) => sampleRow(at));
}
