/** A piece of what somebody wrote: plain, or a link. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

// Marks that turn the direction of writing end an address: behind one it would be shown otherwise than it leads.
const candidate = /\b(?:https?:\/\/|mailto:)[^\s<>"'`\p{Cc}\p{Bidi_Control}]+/giu;
const schemes = new Set(['http:', 'https:', 'mailto:']);
const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

const count = (text: string, letter: string): number => text.split(letter).length - 1;

/** Without the punctuation that ends the sentence, but with a bracket that belongs to the address. */
function trimmed(found: string): string {
  let text = found;
  for (let last = text.at(-1); last !== undefined; last = text.at(-1)) {
    const opening = pairs[last];
    const unpaired = opening !== undefined && count(text, last) > count(text, opening);
    if (!unpaired && !/[.,:;!?…*_~]/u.test(last)) break;
    text = text.slice(0, -1);
  }
  return text;
}

function addressOf(text: string): string | null {
  try {
    const { protocol, href, hostname, username, password } = new URL(text);
    // What stands before an @ looks like where it leads, and is not.
    const isPlain = hostname !== '' && username === '' && password === '';
    const reaches = protocol === 'mailto:' ? text.includes('@') : isPlain;
    return schemes.has(protocol) && reaches ? href : null;
  } catch {
    return null;
  }
}

/**
 * Finds addresses in a text. Only `http`, `https` and `mailto` become links, and what is shown is what was written, so
 * that a link never says one thing and leads to another.
 */
export function linkify(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(candidate)) {
    const found = trimmed(match[0]);
    const href = addressOf(found);
    if (href === null) continue;
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push({ text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
