/** Hues a person may have. None lies near amber: warm means not on the record yet. */
const HUES = [32, 95, 122, 150, 178, 203, 225, 265, 285, 305, 328, 350] as const;

/** The same person has the same hue on every device: FNV-1a over the id, nothing stored. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return HUES[(hash >>> 0) % HUES.length] ?? HUES[0];
}

/** The first letter as a reader sees it: one grapheme, in capitals where the script has them. */
export function letterOf(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '?';
}
