/**
 * The name, without an ending, that a file is proposed to have by what it is of. `otherwise` is the name where nothing of it is left.
 * File systems take 255 bytes, and a character has up to four. Windows keeps the names of its devices with any ending
 * (https://learn.microsoft.com/windows/win32/fileio/naming-a-file), and takes small digits for digits.
 */
export function proposedFileName(shown: string, otherwise: string): string {
  const written = shown.replace(/[^\p{L}\p{N}._]+/gu, '-').replace(/^[-.]+/, '');
  const name = /^.{0,55}/u.exec(written)?.[0].replace(/-+$/, '') || otherwise;
  const isDevice = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\.|$)/i.test(name);
  return isDevice ? `${otherwise}-${name}` : name;
}
