/** What introduces a secret in free text: a name, or the scheme of an `Authorization` header. */
const NAMED =
  /((?:application[_-]?(?:key|secret)|consumer[_-]?key|client[_-]?secret|access[_-]?token|refresh[_-]?token|password|passwd|secret|authorization|x-ovh-(?:application|consumer|signature)|token)["']?\s*[:=]\s*["']?(?:bearer\s+|basic\s+)?)([^\s"',;&}]+)/gi;
const SCHEME = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const USER_INFO = /(\w+:\/\/)[^\s/@]+@/g;

/** Takes out of a text whatever looks like a secret. For messages that others wrote. */
export function redactText(text: string): string {
  return text.replaceAll(NAMED, '$1•••').replaceAll(SCHEME, '$1 •••').replaceAll(USER_INFO, '$1•••@');
}
