/** A text with the part that was looked for. */
export interface Match {
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Where words begin with what is looked for, whatever the accents; null when none does. Empty fits everything. */
export function matchAt(text: string, sought: string): Match | null {
  const wanted = folded(sought.trim());
  if (wanted === '') return { before: text, found: '', after: '' };
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  for (const { index } of words) {
    if (!folded(text.slice(index)).startsWith(wanted)) continue;
    let end = index + 1;
    while (end < text.length && folded(text.slice(index, end)).length < wanted.length) end += 1;
    return { before: text.slice(0, index), found: text.slice(index, end), after: text.slice(end) };
  }
  return null;
}
