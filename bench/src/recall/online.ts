import { type Hit, searchMessages } from '@parley/shared/contract/search.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Answers, Question } from './judge.ts';
import { inTurns } from './load.ts';
import type { Person } from './world.ts';

/** Asks the service over HTTP, and pages on to the end. Every fourth question is asked in the other order as well. */
export async function askOnline(ada: Person, questions: readonly Question[], zone: string): Promise<Answers> {
  const answers = new Map<Question, readonly string[]>();

  async function ask(query: string, order: string): Promise<readonly Hit[]> {
    const all: Hit[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const asked = { query, order, zone, limit: String(limits.hitsMax), ...(cursor === undefined ? {} : { cursor }) };
      const page = searchMessages.responses[200].parse(
        await ada.ask('GET', `/messages/search?${new URLSearchParams(asked)}`),
      );
      if (!page.complete) throw new Error('the service is not done with what was there before');
      all.push(...page.hits);
      cursor = page.next;
    }
    return all;
  }

  await inTurns([...questions.entries()], async ([number, question]) => {
    const hits = await ask(question.query, 'newest');
    const moments = hits.map(({ message }) => message.createdAt);
    const isInOrder = moments.every((at, index) => index === 0 || at <= (moments[index - 1] ?? ''));
    if (!isInOrder) throw new Error(`${question.query}: the hits are not in order`);
    const ids = hits.map(({ message }) => message.id);
    answers.set(question, ids);
    if (number % 4 !== 0) return;
    const best = (await ask(question.query, 'best')).map(({ message }) => message.id);
    if (best.length !== ids.length || !best.every((id) => ids.includes(id)))
      throw new Error(`${question.query}: the best order finds others than the newest`);
  });
  return answers;
}
