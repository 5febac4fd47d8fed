import { adminInstance } from '@parley/shared/contract/admin.routes.ts';
import { momentOf, numberOf } from '../../chat/moments.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { FactList } from '../../ui/details/Details.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';

const EVERY_MS = 10_000;

const breakerWords = {
  closed: 'closed: calls go through',
  'half-open': 'half open: one call tries',
  open: 'open: calls are refused for now',
} as const;

/** What this instance is, and which of its nodes answered. */
export function Overview() {
  const answer = useAdminAnswer(adminInstance, {}, EVERY_MS);
  const { data } = answer;
  if (data === null) return <NotAnswered answer={answer} />;
  return (
    <section className="admin-card" aria-label="This instance">
      <h2>This instance</h2>
      <AsItWas answer={answer} />
      <FactList
        facts={[
          { name: 'People', value: numberOf(data.people) },
          { name: 'Conversations', value: numberOf(data.conversations) },
          { name: 'The node that answered', value: data.nodeId.slice(0, 8) },
          { name: 'It runs since', value: momentOf(data.startedAt) },
          ...data.breakers.map(({ dependency, state }) => ({
            name: `Breaker before ${dependency === 'redis' ? 'Redis' : 'Postgres'}`,
            value: breakerWords[state],
          })),
        ]}
      />
    </section>
  );
}
