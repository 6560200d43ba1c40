import type { StoredFiles } from '../../../src/resource/journal.js';

/** Stored files in memory. */
export class MemoryFiles implements StoredFiles {
  readonly texts = new Map<string, string>();
  folders(): Promise<readonly string[]> {
    return Promise.resolve([...new Set([...this.texts.keys()].map((key) => key.split('/')[0] ?? ''))]);
  }
  names(folder: string): Promise<readonly string[]> {
    const keys = [...this.texts.keys()].filter((key) => key.startsWith(`${folder}/`));
    return Promise.resolve(keys.map((key) => key.slice(folder.length + 1)));
  }
  read(folder: string, name: string): Promise<string> {
    const text = this.texts.get(`${folder}/${name}`);
    return text === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(text);
  }
  write(folder: string, name: string, text: string): Promise<void> {
    this.texts.set(`${folder}/${name}`, text);
    return Promise.resolve();
  }
  remove(folder: string, name?: string): Promise<void> {
    for (const key of this.texts.keys()) {
      if (name === undefined ? key.startsWith(`${folder}/`) : key === `${folder}/${name}`)
        this.texts.delete(key);
    }
    return Promise.resolve();
  }
}
