import type { SavedHits, SavedSearch } from '../../chat-client/search/question.ts';
import type { FromSearcher, ToSearcher } from './words.ts';

/** As much of a worker as is needed. */
export type Searcher = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

interface Waiting {
  readonly resolve: (hits: SavedHits) => void;
  readonly reject: (error: Error) => void;
}

/** Searches in a worker that is started when it is first asked. Forgetting ends it, with all that it holds. */
export function searchInWorker(start: () => Searcher): SavedSearch {
  let searcher: Searcher | null = null;
  let turns = 0;
  const waiting = new Map<number, Waiting>();

  function end(): void {
    searcher?.terminate();
    searcher = null;
    for (const { reject } of waiting.values()) reject(new Error('the search has ended'));
    waiting.clear();
  }

  function begin(): Searcher {
    const started = start();
    started.addEventListener('message', (event) => {
      const { turn, hits } = (event as MessageEvent<FromSearcher>).data;
      const asked = waiting.get(turn);
      waiting.delete(turn);
      if (hits) asked?.resolve(hits);
      else asked?.reject(new Error('the disk could not be read'));
    });
    // It could not be loaded, or is broken: the next question starts another.
    started.addEventListener('error', () => searcher === started && end());
    return started;
  }

  return {
    ask(question) {
      searcher ??= begin();
      turns += 1;
      const said: ToSearcher = { turn: turns, question };
      return new Promise((resolve, reject) => {
        waiting.set(turns, { resolve, reject });
        searcher?.postMessage(said);
      });
    },
    forget: end,
  };
}
