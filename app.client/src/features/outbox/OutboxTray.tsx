import { useChatClient } from '../../chat/ChatContext.tsx';
import { atMoment } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import { useConnection } from '../../chat/use-connection.ts';
import { useNow } from '../../chat/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Wire } from '../../ui/foot/Wire.tsx';
import { StorageNote } from './StorageNote.tsx';
import { UnsentItem } from './UnsentItem.tsx';
import { type Tray, useTray } from './use-tray.ts';
import './outbox.css';

interface OutboxTrayProps {
  open: boolean;
  onClose: () => void;
  onGo: (conversationId: string) => void;
}

/** Everything that is written and not on the record, in the order in which it goes out. */
export function OutboxTray({ open, onClose, onGo }: OutboxTrayProps) {
  const tray = useTray();
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Outbox"
      description={sentence(tray)}
      footer={tray.total > 0 && <TrayFoot tray={tray} />}
    >
      {open && <TrayLanes tray={tray} onGo={onGo} />}
    </Dialog>
  );
}

function sentence({ total, waiting, needy }: Tray): string {
  if (total === 0) return 'Nothing waits. All you have written is on the record.';
  const goes = total === 1 ? 'It goes out by itself.' : 'They go out by themselves, in this order.';
  const rest = waiting.length === 0 ? '' : needy.length === 0 ? ` ${goes}` : ' What needs nobody goes out by itself.';
  return `${counted(total, 'message')}, kept on this device.${rest}`;
}

function TrayLanes({ tray: { waiting, needy }, onGo }: { tray: Tray; onGo: OutboxTrayProps['onGo'] }) {
  const now = useNow(500);
  return (
    <div className="outbox">
      <StorageNote />
      {waiting.map(({ conversationId, name, known, entries }) => (
        <section key={conversationId} aria-label={name}>
          <h3>
            {known ? (
              <button type="button" onClick={() => onGo(conversationId)}>
                {name}
              </button>
            ) : (
              name
            )}
          </h3>
          <ol className="outbox-lane">
            {entries.map((entry, place) => (
              <UnsentItem key={entry.id} entry={entry} place={place} now={now} />
            ))}
          </ol>
        </section>
      ))}
      {needy.length > 0 && (
        <section aria-label="Needs you">
          <h3>Needs you</h3>
          <ul>
            {needy.flatMap(({ name, entries }) =>
              entries.map((entry) => (
                <UnsentItem key={entry.id} entry={entry} place={0} now={now} where={`${name}.`} />
              )),
            )}
          </ul>
        </section>
      )}
    </div>
  );
}

/** How the way to the server is, and one button for all of it. */
function TrayFoot({ tray: { waiting, needy } }: { tray: Tray }) {
  const client = useChatClient();
  const { phase, since } = useConnection();
  const live = phase === 'live';
  const refused = needy.flatMap(({ entries }) => entries);
  const tryNow = () => {
    client.reconnectNow();
    for (const { entries } of waiting) if (entries[0]) void client.retry(entries[0].id).catch(() => {});
  };
  const words = live
    ? 'Connected'
    : `${phase === 'offline' ? 'Offline' : 'No connection'} since ${atMoment(since, Date.now()).replace(/^at /u, '')}`;
  return (
    <>
      <span className="outbox-wire">
        <Wire on={live} />
        {words}
      </span>
      {refused.length > 0 && (
        <Button
          variant={waiting.length > 0 ? 'plain' : 'primary'}
          onClick={() => {
            for (const { id } of refused) void client.retry(id).catch(() => {});
          }}
        >
          {refused.length === 1 ? 'Retry' : 'Retry all'}
        </Button>
      )}
      {waiting.length > 0 && (
        <Button variant="primary" onClick={tryNow}>
          Try now
        </Button>
      )}
    </>
  );
}
