import { Id } from '@parley/shared/models/basics.ts';
import { useEffect, useRef } from 'react';
import { failureWords } from '../chat/failure-words.ts';
import { useSummaryPart } from '../chat/use-conversations.ts';
import { useDelayed } from '../chat/use-now.ts';
import { useOpen } from '../chat/use-open.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageBar } from '../ui/PageBar.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Conversation, type ConversationProps } from './Conversation.tsx';
import { UnsentLeft } from './overlays.ts';

/** The conversation of the address: shown, on its way, or why not. */
export function ConversationPane(props: ConversationProps) {
  // What can be nobody's id is not asked for.
  if (Id.safeParse(props.conversationId).success) return <OpeningPane {...props} />;
  return (
    <EmptyState title="There is no such conversation" actions={<Button onClick={props.onBack}>Back</Button>}>
      The address may be incomplete.
    </EmptyState>
  );
}

function OpeningPane(props: ConversationProps) {
  const { conversationId } = props;
  const known = useSummaryPart(conversationId, ({ conversation }) => conversation.id) !== null;
  const { failure, again } = useOpen(conversationId);
  const late = useDelayed(!known && failure === null, 200);
  const wasHere = useRef(false);
  useEffect(() => {
    if (known) wasHere.current = true;
  }, [known]);

  if (known) return <Conversation key={conversationId} {...props} />;
  if (wasHere.current) {
    return (
      <EmptyState
        title="You are not in this conversation any more"
        actions={
          <>
            <UnsentLeft conversationId={conversationId} />
            <Button onClick={props.onBack}>Back</Button>
          </>
        }
      >
        You left it, or somebody removed you. What was said is not on this device any more.
      </EmptyState>
    );
  }
  if (failure !== null) {
    return (
      <EmptyState
        title="This conversation does not open"
        actions={
          <>
            <UnsentLeft conversationId={conversationId} />
            <Button variant="primary" onClick={again}>
              Try again
            </Button>
            <Button onClick={props.onBack}>Back</Button>
          </>
        }
      >
        {failureWords(failure)}
      </EmptyState>
    );
  }
  return (
    <>
      <PageBar title=" " onBack={props.onBack} />
      {late && (
        <div className="app-coming" role="status" aria-label="Opening the conversation">
          <Skeleton kind="row" count={6} />
        </div>
      )}
    </>
  );
}
