import type { Page } from 'playwright-core';

/** A shape of the time axis as it is drawn: where, and in which colour. */
export interface DrawnShape {
  /** What it is, by the classes of its part and its own. */
  readonly name: string;
  /** From the axis' left upper corner, in pixels: left, top, width, height. */
  readonly box: readonly number[];
  /** What is painted in its middle: red, green, blue. */
  readonly colour: readonly number[];
}

/** So far a shape or a colour may be from the reference: other browsers round otherwise. */
const MOST_PIXELS = 1;
const MOST_COLOUR = 10;

/** The shapes of the axis, in the order in which they are drawn, and what is painted in the middle of each. Texts are hidden: they depend on fonts. */
export async function drawnShapes(page: Page): Promise<readonly DrawnShape[]> {
  await page.locator('.axis text').evaluateAll((texts) => {
    for (const text of texts) text.setAttribute('visibility', 'hidden');
  });
  const shapes = await page.locator('.axis').evaluate((axis) => {
    const { left, top } = axis.getBoundingClientRect();
    return [...axis.querySelectorAll('line, rect, circle, polygon')].map((shape) => {
      const box = shape.getBoundingClientRect();
      const part = shape.parentElement === axis ? '' : (shape.parentElement?.getAttribute('class') ?? '');
      return {
        name: `${part} ${shape.tagName} ${shape.getAttribute('class') ?? ''}`.trim(),
        box: [box.left - left, box.top - top, box.width, box.height].map(Math.round),
      };
    });
  });
  const png = (await page.locator('.axis').screenshot()).toString('base64');
  const colours = await coloursIn(
    page,
    png,
    shapes.map(({ box: [x = 0, y = 0, width = 0, height = 0] }) => [x + width / 2, y + height / 2]),
  );
  return shapes.map((shape, index) => ({ ...shape, colour: colours[index] ?? [] }));
}

/** Colours at places of a picture. */
async function coloursIn(
  page: Page,
  png: string,
  places: readonly (readonly number[])[],
): Promise<readonly (readonly number[])[]> {
  const painter = await page.context().newPage();
  try {
    return await painter.evaluate(
      async ([source, wanted]) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const painting = canvas.getContext('2d')!;
        painting.drawImage(image, 0, 0);
        return wanted.map(([x = 0, y = 0]) => [
          ...painting
            .getImageData(
              Math.min(image.width - 1, Math.floor(x)),
              Math.min(image.height - 1, Math.floor(y)),
              1,
              1,
            )
            .data.slice(0, 3),
        ]);
      },
      [`data:image/png;base64,${png}`, places] as const,
    );
  } finally {
    await painter.close();
    await page.bringToFront();
  }
}

/** What of two drawings differs, in words; nothing where they look alike. */
export function differencesOf(
  drawn: readonly DrawnShape[],
  reference: readonly DrawnShape[],
): readonly string[] {
  const names = (shapes: readonly DrawnShape[]): string => shapes.map(({ name }) => name).join('\n');
  if (names(drawn) !== names(reference)) return [`Other shapes:\n${names(drawn)}`];
  return drawn.flatMap(({ name, box, colour }, index) => {
    const wanted = reference[index];
    const isThere = isNear(box, wanted?.box, MOST_PIXELS);
    const isPainted = isNear(colour, wanted?.colour, MOST_COLOUR);
    return [
      ...(isThere ? [] : [`${name} is at ${box.join(' ')} instead of ${String(wanted?.box.join(' '))}`]),
      ...(isPainted ? [] : [`${name} is ${colour.join(' ')} instead of ${String(wanted?.colour.join(' '))}`]),
    ];
  });
}

function isNear(some: readonly number[], others: readonly number[] | undefined, most: number): boolean {
  return some.every((one, index) => Math.abs(one - (others?.[index] ?? Infinity)) <= most);
}
