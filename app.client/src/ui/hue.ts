/** Around the circle in steps that tell two faces apart; none lies near amber: warm means not on the record yet. */
const HUES = [20, 32, 105, 122, 138, 155, 172, 190, 208, 226, 244, 262, 279, 296, 313, 330, 346, 4] as const;

/** How strong a face's colour is: the same hue in another strength is another face. */
const TONES = ['soft', 'plain', 'deep'] as const;

/** What a person's face is tinted with. */
export interface Tint {
  readonly hue: number;
  readonly tone: (typeof TONES)[number];
}

/** The same person has the same tint on every device: a hash of the id, nothing stored. 54 of them, so that few meet. */
export function tintOf(id: string): Tint {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  // The low bits of this hash hardly mix: the high ones are folded into them before they choose.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = (hash ^ (hash >>> 12)) >>> 0;
  const hue = HUES[hash % HUES.length] ?? HUES[0];
  return { hue, tone: TONES[Math.floor(hash / HUES.length) % TONES.length] ?? 'plain' };
}

/** The first letter as a reader sees it: one grapheme, in capitals where the script has them. */
export function letterOf(name: string): string {
  // Most names begin so, and a segmenter is dear: every row of a line has a face.
  const plain = /^\s*([a-z])(?![^ -~])/i.exec(name)?.[1];
  if (plain !== undefined) return plain.toUpperCase();
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '?';
}
