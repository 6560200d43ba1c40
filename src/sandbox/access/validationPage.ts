import type { ConsumerKey } from './authority.js';

/** Headers of the page: it loads nothing, runs nothing, and is never framed. */
export const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

/** The page where a person confirms what an application may do: the rules it asks for, and a button for yes and for no. */
export function validationPage(key: ConsumerKey): string {
  const rules = key.rules
    .map(({ method, path }) => `<li><code>${escaped(method)} ${escaped(path)}</code></li>`)
    .join('');
  const state =
    key.status === 'pendingValidation'
      ? '<form method="post"><button name="answer" value="allow">Allow this access</button> <button name="answer" value="refuse">Refuse</button></form>'
      : `<p role="status">This access is ${key.status === 'validated' ? 'allowed. You may close this page' : 'refused or ended'}.</p>`;
  return page(
    'Sandbox: allow access',
    `<p>An application asks for access to the sandbox:</p><ul>${rules}</ul>${state}`,
  );
}

/** The page for an address that leads to no key. */
export function unknownKeyPage(): string {
  return page('Sandbox: nothing to allow', '<p>No application asked for access by this address.</p>');
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
