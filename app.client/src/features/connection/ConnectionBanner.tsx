import { useChatClient } from '../../chat/ChatContext.tsx';
import { atMoment } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import { useConnection } from '../../chat/use-connection.ts';
import { useToday } from '../../chat/use-now.ts';
import { useUnsentCount } from '../../chat/use-outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/foot/Banner.tsx';
import type { ConnectionNews } from './use-banner.ts';

/** One sentence about the connection, and what becomes of what is written meanwhile. */
export function ConnectionBanner({ news }: { news: Exclude<ConnectionNews, 'none'> }) {
  const client = useChatClient();
  const { since } = useConnection();
  const unsent = useUnsentCount();
  // What was refused waits for its author, not for the network.
  const total = unsent.total - unsent.needy;
  const today = useToday();
  if (news === 'back') {
    return (
      <Banner kind="online" title="Back online">
        {total > 0 ? `${counted(total, 'message')} on the way.` : null}
      </Banner>
    );
  }
  const kept =
    total === 0
      ? 'What you write is kept on this device and goes out by itself.'
      : `${counted(total, 'message is', 'messages are')} kept on this device and ${total === 1 ? 'goes' : 'go'} out by ${total === 1 ? 'itself' : 'themselves, in order'}.`;
  return (
    <Banner
      kind="offline"
      title={
        news === 'offline' ? (
          <>
            Offline<span> since {atMoment(since, today).replace(/^at /u, '')}</span>.
          </>
        ) : (
          'Reconnecting.'
        )
      }
      short={total === 0 ? 'What you write is kept' : `${total} kept here`}
      action={
        <Button variant="quiet" onClick={() => client.reconnectNow()}>
          Try now
        </Button>
      }
    >
      {kept}
    </Banner>
  );
}
