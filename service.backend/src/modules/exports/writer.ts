import type { ConversationSource } from './conversation-source.ts';

/** Writes a conversation piece by piece: what is written is not kept, so its length costs no memory. */
export type Writer = (source: ConversationSource) => AsyncGenerator<string>;
