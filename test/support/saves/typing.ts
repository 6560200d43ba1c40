import { applyEdits, modify } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { isJsonObject } from '../../../src/api/jsonObject.js';
import { asJson, type SpecFormat } from '../../../src/editor/shell/specFormat.js';
import { specValue } from '../../../src/resource/spec.js';

/** A text in which one field has another value, or is taken out; all else stays as it is written. */
export function withField(
  text: string,
  format: SpecFormat,
  field: string,
  value: string | undefined,
): string {
  const path = field.split('.');
  if (format === 'json') {
    return applyEdits(
      text,
      modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }),
    );
  }
  const document = parseDocument(text);
  if (value === undefined) document.deleteIn(path);
  else if (path.length > 1 && !document.hasIn(path.slice(0, 1))) {
    document.setIn(path.slice(0, 1), document.createNode({ [path[1] ?? '']: value }));
  } else document.setIn(path, value);
  return document.toString();
}

/** A text with one more comment at its beginning. */
export function withComment(text: string, format: SpecFormat, word: string): string {
  return format === 'json' ? text.replace('{', `{\n  // ${word}`) : `# ${word}\n${text}`;
}

/** A spec's value as a document writes it; `undefined` where it is not written rightly. */
export function valueOf(text: string, format: SpecFormat): unknown {
  const { json } = asJson(text, format);
  if (json === undefined) return undefined;
  const value = specValue(json);
  return isJsonObject(value) ? value : undefined;
}
