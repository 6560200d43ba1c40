import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReportTexts } from '../../reportProtocol.js';

/** The report's localised words and the language they are in. */
export interface ReportWords {
  /** BCP 47 tag, for numbers. */
  readonly locale: string;
  readonly texts: ReportTexts;
}

export const ReportWordsContext = createContext<ReportWords | undefined>(undefined);

/** The words, inside the report. Throws outside of it. */
export function useReportWords(): ReportWords {
  const words = useContext(ReportWordsContext);
  if (!words) throw new Error('words are only known inside the report');
  return words;
}
