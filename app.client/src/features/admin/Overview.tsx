import { adminInstance } from '@parley/shared/contract/admin.routes.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { FactList } from '../../ui/details/Details.tsx';
import { counted, moment } from './figures.ts';
import { NotAnswered } from './NotAnswered.tsx';

/** What this instance is, and which of its nodes answered. */
export function Overview() {
  const answer = useAdminAnswer(adminInstance, {});
  const { data } = answer;
  if (data === null) return <NotAnswered answer={answer} />;
  return (
    <section className="admin-card" aria-label="This instance">
      <h2>This instance</h2>
      <FactList
        facts={[
          { name: 'People', value: counted(data.people) },
          { name: 'Conversations', value: counted(data.conversations) },
          { name: 'The node that answered', value: data.nodeId.slice(0, 8) },
          { name: 'It runs since', value: moment(data.startedAt) },
        ]}
      />
    </section>
  );
}
