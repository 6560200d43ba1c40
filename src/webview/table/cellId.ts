/** What a cell is found by; row -1 is the header's. */
export function cellId(row: number, column: number): string {
  return `cell-${String(row)}-${String(column)}`;
}
