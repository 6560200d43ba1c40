import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/**
 * Writes what a page shows into a WebP file: half of a JPEG's size at the same sharpness, which everybody who installs the
 * extension would load. `quality` goes from 0 to 1.
 */
export async function saveWebp(page: Page, file: string, quality: number): Promise<void> {
  const png = (await page.screenshot()).toString('base64');
  const painter = await page.context().newPage();
  try {
    const url = await painter.evaluate(
      async ([source, wanted]) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        return canvas.toDataURL('image/webp', wanted);
      },
      [`data:image/png;base64,${png}`, quality] as const,
    );
    await writeFile(file, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  } finally {
    await painter.close();
    await page.bringToFront();
  }
}
