/**
 * A sign that may act in Markdown. Inside of words, numbers, times and sentences these can't (CommonMark, 6.2; GFM, 6.9), so that names and
 * dates stay readable where a text isn't drawn.
 */
const ACTING =
  /(?!,|(?<=\d):(?=\d)|(?<=[\p{L}\p{N}])(?<!\bwww)[-_.](?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}] )-(?= )|(?<=\p{L})\.(?=\s|$))[!-/:-@[-`{-~]/giu;

/** Text of others as Markdown in which nothing acts: every character that may gets a backslash (CommonMark, 2.4). */
export function markdownText(text: string): string {
  return (
    text
      .trim()
      .replace(ACTING, '\\$&')
      // Blanks before a line would make code of it, in which the backslashes are seen.
      .replace(/(\r\n|\r|\n)[ \t]+/g, '$1')
  );
}

/** Text of others as code inside a line of Markdown. Neither a backtick nor an empty line in it ends the code. */
export function markdownCode(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('`', "'")
    .trim();
  return line === '' ? '' : `\`${line}\``;
}
