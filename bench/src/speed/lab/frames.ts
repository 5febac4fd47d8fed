/** A frame as a device counts it: which range of which conversation, with the messages it bears. */
export interface ReadFrame {
  readonly c: string;
  readonly from: number;
  readonly upTo: number;
  readonly messages: readonly { readonly id: string; readonly seq: number; readonly senderId: string }[];
}

interface Wire {
  readonly c: string;
  readonly from: number;
  readonly upTo: number;
  readonly changes: readonly { kind: string; message?: { id: string; seq: number; senderId: string; kind: string } }[];
}

/** Texts that a hundred clients may still be reading. */
const remembered = 64;

/**
 * Reads frames, each text once however many receivers it has: a hundred clients in one process would otherwise spend
 * more on reading the same words than the server spends on saying them.
 */
export function createFrameReader(): (text: string) => ReadFrame {
  const known = new Map<string, ReadFrame>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const [, { c, from, upTo, changes }] = JSON.parse(text) as [string, Wire];
    const messages = changes.flatMap(({ message }) => (message?.kind === 'text' ? [message] : []));
    const frame = { c, from, upTo, messages };
    known.set(text, frame);
    const oldest = known.keys().next();
    if (known.size > remembered && oldest.done !== true) known.delete(oldest.value);
    return frame;
  };
}
