import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { useConversationPart } from '../../chat/use-conversations.ts';
import type { ShownMessages } from '../../chat/use-messages.ts';
import { useDelayed } from '../../chat/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';

/** A page that comes quickly comes without a sign. */
const PATIENCE_MS = 200;

/** How the line is coming: its first page, an older or newer one, or why not. Laid over it, so that nothing moves. */
export function LineState({ conversationId, shown }: { conversationId: string; shown: ShownMessages }) {
  const client = useChatClient();
  const first = !shown.started && shown.rows.length === 0;
  const { older, newer, newest, around } = useConversationPart(conversationId, (one) => one.loading) ?? nothing;
  const late = useDelayed(first, PATIENCE_MS);
  const lateUp = useDelayed(!first && (older || around), PATIENCE_MS);
  const lateDown = useDelayed(!first && (newer || newest), PATIENCE_MS);
  const failure = useConversationPart(conversationId, (one) => one.failure);

  if (first && failure) {
    return (
      <div className="timeline-state">
        <EmptyState
          title="The messages did not come"
          actions={<Button onClick={() => void client.open(conversationId).catch(() => {})}>Try again</Button>}
        >
          {failureWords(failure)}
        </EmptyState>
      </div>
    );
  }
  if (first) {
    return late ? (
      <div className="timeline-state is-coming" role="status" aria-label="Loading messages">
        <Skeleton kind="row" count={6} />
      </div>
    ) : null;
  }
  return (
    <>
      {lateUp && (
        <div className="timeline-more is-above">
          <Spinner label="Loading older messages" />
        </div>
      )}
      {lateDown && (
        <div className="timeline-more is-below">
          <Spinner label="Loading newer messages" />
        </div>
      )}
    </>
  );
}

const nothing = { older: false, newer: false, newest: false, around: false };
