import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { TableTexts } from '../../tableProtocol.js';

/** The table's localised words and the language they are in. */
export interface TableWords {
  /** BCP 47 tag, for numbers, times and the order of names. */
  readonly locale: string;
  readonly texts: TableTexts;
}

export const TableWordsContext = createContext<TableWords | undefined>(undefined);

/** The words, inside the table. Throws outside of it. */
export function useTableWords(): TableWords {
  const words = useContext(TableWordsContext);
  if (!words) throw new Error('words are only known inside the table');
  return words;
}
