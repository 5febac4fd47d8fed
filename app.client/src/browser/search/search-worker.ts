import '../../jitless.ts';
import { createSavedSearch } from '../../chat-client/search/saved-search.ts';
import { openIdbSavedReader } from './idb-saved-reader.ts';
import type { FromSearcher, ToSearcher } from './words.ts';

// The root of the worker that searches: it reads the disk by itself, so that a page that types never waits for it.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const search = openIdbSavedReader().then(createSavedSearch);

async function answer({ turn, question }: ToSearcher): Promise<FromSearcher> {
  try {
    return { turn, hits: await (await search).ask(question) };
  } catch {
    return { turn, hits: null };
  }
}

scope.addEventListener('message', ({ data }: MessageEvent<ToSearcher>) => {
  void answer(data).then((said) => scope.postMessage(said));
});
