/** A text as a part of a URL. Half a surrogate pair is no character and has no encoding; it becomes the replacement character. */
export function encodeText(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  }
}
