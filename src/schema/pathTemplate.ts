/** The segments of a path or of its template, such as `/project/{projectId}/cluster`, without empty ones. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** Whether a template's segment means a value. */
export function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/** Whether a template needs values before it is a path. */
export function hasParameters(template: string): boolean {
  return template.includes('{');
}

/** Whether a path's segments are those of the template; a value is never empty. */
export function fitsTemplate(template: string, segments: readonly string[]): boolean {
  const parts = segmentsOf(template);
  return parts.length === segments.length && beginsLike(parts, segments);
}

/** Whether all segments are as the template's at their place, which may go on. */
export function beginsLike(template: readonly string[], segments: readonly string[]): boolean {
  return segments.every((segment, at) => {
    const part = template[at];
    return part !== undefined && (isParameter(part) ? segment !== '' : part === segment);
  });
}

/** The values of a template's parameters in a path that fits it, by their names. */
export function templateValues(template: string, segments: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    segmentsOf(template).flatMap((part, at) =>
      isParameter(part) ? [[part.slice(1, -1), segments[at] ?? ''] as const] : [],
    ),
  );
}

/** A template with nameless parameters: two documents may call the same one differently. */
export function unnamed(template: string): string {
  return template.replaceAll(/\{[^{}/]*\}/g, '{}');
}

/** The last segment that is no parameter: `cluster` for `/project/{projectId}/cluster/{clusterId}`. */
export function lastName(template: string): string | undefined {
  return segmentsOf(template).findLast((segment) => !isParameter(segment));
}
