import { expect, it, vi } from 'vitest';
import type { SavedQuestion } from '../../chat-client/search/question.ts';
import { searchInWorker } from './search-in-worker.ts';
import type { ToSearcher } from './words.ts';

const question = (query: string): SavedQuestion => ({
  userId: 'ada',
  query,
  order: 'newest',
  zone: 'UTC',
  now: 0,
  after: null,
  limit: 1,
});
const answer = (saved: number) => ({ hits: [], next: null, searched: saved, saved, unsaved: 0 });

/** Workers that answer when they are told to. */
function workers() {
  const started: (EventTarget & { asked: ToSearcher[]; terminate: () => void })[] = [];
  const search = searchInWorker(() => {
    const asked: ToSearcher[] = [];
    const worker = Object.assign(new EventTarget(), {
      asked,
      postMessage: (said: ToSearcher) => void asked.push(said),
      terminate: vi.fn(),
    });
    started.push(worker);
    return worker as never;
  });
  const say = (worker: number, turn: number, hits: unknown) =>
    started[worker]?.dispatchEvent(Object.assign(new Event('message'), { data: { turn, hits } }));
  return { search, started, say };
}

it('starts one when it is first asked, and gives each question its own answer', async () => {
  const { search, started, say } = workers();
  expect(started).toHaveLength(0);
  const [one, two] = [search.ask(question('one')), search.ask(question('two'))];
  expect(started[0]?.asked.map(({ question: { query } }) => query)).toEqual(['one', 'two']);
  say(0, 2, answer(2));
  say(0, 1, answer(1));
  expect([await one, await two]).toEqual([answer(1), answer(2)]);
});

it('ends with all that it holds when it is to forget, and when it breaks; the next question starts another', async () => {
  const { search, started, say } = workers();
  const lost = search.ask(question('one'));
  search.forget();
  await expect(lost).rejects.toThrow('ended');
  expect(started[0]?.terminate).toHaveBeenCalled();
  const broken = search.ask(question('two'));
  started[1]?.dispatchEvent(new Event('error'));
  await expect(broken).rejects.toThrow('ended');
  const unread = search.ask(question('three'));
  say(2, 3, null);
  await expect(unread).rejects.toThrow('disk');
  expect(started).toHaveLength(3);
});
