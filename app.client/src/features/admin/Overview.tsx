import { adminInstance } from '@parley/shared/contract/admin.routes.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { FactList } from '../../ui/details/Details.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

const count = new Intl.NumberFormat('en');
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** What this instance is, and which of its nodes answered. */
export function Overview() {
  const { data, failure, reload } = useAdminAnswer(adminInstance, {});
  if (failure !== null && data === null)
    return (
      <EmptyState title="This could not be asked" actions={<Button onClick={reload}>Try again</Button>}>
        {failureWords(failure)}
      </EmptyState>
    );
  if (data === null) return <p role="status">Asking the server</p>;
  return (
    <section className="admin-card" aria-label="This instance">
      <h2>This instance</h2>
      <FactList
        facts={[
          { name: 'People', value: count.format(data.people) },
          { name: 'Conversations', value: count.format(data.conversations) },
          { name: 'The node that answered', value: data.nodeId.slice(0, 8) },
          { name: 'It runs since', value: moment.format(new Date(data.startedAt)) },
        ]}
      />
    </section>
  );
}
