import type { SavedHits, SavedQuestion } from '../../chat-client/search/question.ts';

/** What a page says to the worker that searches. */
export interface ToSearcher {
  readonly turn: number;
  readonly question: SavedQuestion;
}

/** What it says back; `hits` null where the disk could not be read. */
export interface FromSearcher {
  readonly turn: number;
  readonly hits: SavedHits | null;
}
