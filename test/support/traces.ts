import type { Page } from 'playwright-core';

/** What a page keeps in its browser (IndexedDB, local and session storage, cookies, caches), by the name of the place. */
export async function keptByBrowser(page: Page): Promise<ReadonlyMap<string, string>> {
  const cookies = JSON.stringify(await page.context().cookies());
  const databases = await keptInDatabases(page, '');
  return new Map([...(await page.evaluate(readStorage)), ...databases, ['cookies', cookies]]);
}

/**
 * What a window has on screen, or ready to be shown: markup, texts and what is typed in its inputs, of all frames. Inputs that mask
 * what is typed are left out, and so are the lines of documents whose URI begins with one of `own`.
 */
export async function drawnByWindow(page: Page, own: readonly string[]): Promise<string> {
  const frames = page.frames().filter((frame) => !frame.isDetached());
  const drawn = await Promise.all(frames.map((frame) => frame.evaluate(readDocument, own)));
  return drawn.join('\n');
}

/** Runs in the window. */
function readDocument(own: readonly string[]): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  for (const uri of own) {
    const typed = ['.view-lines', '.inputarea', '.native-edit-context', '.sticky-widget'];
    const lines = typed.map((part) => `.monaco-editor[data-uri^="${uri}"] ${part}`).join();
    for (const one of copy.querySelectorAll(lines)) one.remove();
  }
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input:not([type="password"])')];
  return [document.title, copy.outerHTML, copy.textContent, ...inputs.map(({ value }) => value)].join('\n');
}

/** What VS Code or an extension keeps in the window's databases whose names begin so, by the names of database and store. */
export async function keptInDatabases(page: Page, prefix: string): Promise<ReadonlyMap<string, string>> {
  return new Map(await page.evaluate(readDatabases, prefix));
}

/** Runs in the window. */
async function readDatabases(prefix: string): Promise<[string, string][]> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('IndexedDB gives no answer'));
      };
    });
  // Files and logs are kept as bytes.
  const text = (value: unknown): string => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const found: [string, string][] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith(prefix) !== true) continue;
    const database = await answer(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const open = database.transaction(store).objectStore(store);
        const kept: unknown[][] = await Promise.all([answer(open.getAllKeys()), answer(open.getAll())]);
        found.push([`${name} ${store}`, kept.flat().map(text).join('\n')]);
      }
    } finally {
      database.close();
    }
  }
  return found;
}

/** Runs in the window. */
async function readStorage(): Promise<[string, string][]> {
  const found: [string, string][] = [
    ['localStorage', JSON.stringify(localStorage)],
    ['sessionStorage', JSON.stringify(sessionStorage)],
  ];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push([`${name} ${request.url}`, (await (await cache.match(request))?.text()) ?? '']);
    }
  }
  return found;
}
