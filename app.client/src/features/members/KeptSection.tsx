import { useEffect, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { numberOf } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import { useIsLive } from '../../chat/use-connection.ts';
import { useKeepsAnything, useKept } from '../../chat/use-kept.ts';
import { Button } from '../../ui/Button.tsx';
import { DetailsSection } from '../../ui/details/Details.tsx';
import { Meter } from '../../ui/Meter.tsx';
import { useWorld } from '../../ui/World.tsx';
import { YesNo } from '../../ui/YesNo.tsx';

type Progress = NonNullable<ReturnType<typeof useKept>>;

const howMany = ({ messages, older, newer }: Progress): string =>
  `${numberOf(messages)} of at most ${counted(messages + older + newer, 'message')}`;

/** Whether all of a conversation is kept on this device, how far that has come, and what stands in its way. */
export function KeptSection({ conversationId }: { conversationId: string }) {
  const client = useChatClient();
  const { toasts } = useWorld();
  const kept = useKept(conversationId);
  const keeps = useKeepsAnything();
  const [busy, setBusy] = useState(false);
  const keep = (isKept: boolean) => {
    setBusy(true);
    client
      .keepWhole(conversationId, isKept)
      .catch((failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }))
      .finally(() => setBusy(false));
  };
  return (
    <DetailsSection title="On this device">
      {keeps ? (
        <div className="members-kept">
          <YesNo label="Keep all of it on this device" value={kept !== null} onChange={keep} />
          {kept ? (
            <HowFar kept={kept} />
          ) : (
            <p>What you read is kept while there is room. With a yes, all of it can be read and searched offline.</p>
          )}
          {kept?.failure && (
            <div className="members-acts-row">
              <Button onClick={() => keep(true)} busy={busy}>
                Try again
              </Button>
              <Button variant="quiet" onClick={() => keep(false)}>
                Turn it off
              </Button>
            </div>
          )}
        </div>
      ) : (
        <p className="members-kept">This browser keeps nothing on its disk for this app.</p>
      )}
    </DetailsSection>
  );
}

function HowFar({ kept }: { kept: Progress }) {
  const isLive = useIsLive();
  const { voice } = useWorld();
  const { messages, older, newer, failure } = kept;
  // Said when it is done while somebody is here, and not again with each message that comes.
  const [comes, setComes] = useState(older > 0);
  const isDone = comes && older === 0;
  useEffect(() => {
    if (!isDone) return;
    setComes(false);
    voice.say(`All ${counted(messages, 'message')} are on this device.`);
  }, [isDone, messages, voice]);
  if (failure)
    return (
      <p role="alert" className="members-kept-failure">
        {failureWords({ code: failure })} Until then, {howMany(kept)} are here.
      </p>
    );
  if (older === 0) return <p>All {counted(messages, 'message')} are on this device, and new ones follow.</p>;
  return (
    <>
      <Meter label="Kept on this device" value={messages} of={messages + older + newer} />
      <p>
        {howMany(kept)}
        {isLive ? '.' : '. It goes on when there is a connection.'}
      </p>
    </>
  );
}
