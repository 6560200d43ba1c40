import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/**
 * Writes what a page shows into a WebP file: half of a JPEG's size at the same sharpness, which everybody who installs the
 * extension would load. `quality` goes from 0 to 1, `scale` is what its width is multiplied with.
 */
export async function saveWebp(
  page: Page,
  file: string,
  { quality, scale }: { readonly quality: number; readonly scale: number },
): Promise<void> {
  const png = (await page.screenshot()).toString('base64');
  const painter = await page.context().newPage();
  try {
    const url = await painter.evaluate(
      async ([source, wanted, size]) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(image.width * size);
        canvas.height = Math.round(image.height * size);
        const painting = canvas.getContext('2d');
        if (painting) painting.imageSmoothingQuality = 'high';
        painting?.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/webp', wanted);
      },
      [`data:image/png;base64,${png}`, quality, scale] as const,
    );
    await writeFile(file, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  } finally {
    await painter.close();
    await page.bringToFront();
  }
}
