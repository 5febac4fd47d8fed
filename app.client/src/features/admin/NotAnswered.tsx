import { failureWords } from '../../chat/failure-words.ts';
import { timeOf } from '../../chat/moments.ts';
import type { AdminAnswer } from '../../chat/use-admin-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** Stands where an answer will be: it is under way, or could not be had. */
export function NotAnswered({ answer: { failure, reload } }: { answer: AdminAnswer<unknown> }) {
  if (failure === null) return <p role="status">Asking the server</p>;
  return (
    <EmptyState small title="This could not be asked" actions={<Button onClick={reload}>Try again</Button>}>
      {failureWords(failure)}
    </EmptyState>
  );
}

/** Stands above an answer that is as it was, since a newer one could not be had. */
export function AsItWas({ answer: { data, failure, at } }: { answer: AdminAnswer<unknown> }) {
  if (data === null || failure === null) return null;
  return (
    <p className="admin-note" role="status">
      {`As it was at ${timeOf(at)}. ${failureWords(failure)}`}
    </p>
  );
}
