/** Whether two JSON values are the same, in any order of keys. Keeps its own stack, so that no depth is too deep. */
export function isEqual(before: unknown, after: unknown): boolean {
  const pairs: (readonly [unknown, unknown])[] = [[before, after]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [was, is] = pair;
    if (was === is) continue;
    if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) return false;
    if (Array.isArray(was) !== Array.isArray(is)) return false;
    const [earlier, later] = [Object.entries(was), is as Readonly<Record<string, unknown>>];
    if (earlier.length !== Object.keys(later).length) return false;
    for (const [key, value] of earlier) {
      if (!Object.hasOwn(later, key)) return false;
      pairs.push([value, later[key]]);
    }
  }
  return true;
}
