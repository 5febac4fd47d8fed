/** A text in the making; `id` was made when it began. */
export interface Draft {
  readonly id: string;
  readonly content: string;
}

/** Drafts by conversation. */
export interface Drafts {
  get(conversationId: string): Promise<Draft | null>;
  /** Kept `timings.draftAfter` after the last keystroke; a blank one is forgotten. */
  set(conversationId: string, draft: Draft): void;
}
