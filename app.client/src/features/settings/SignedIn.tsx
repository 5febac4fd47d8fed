import type { OwnSession } from '@parley/shared/models/own-session.ts';
import { Monitor, MonitorSmartphone, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { failureWords } from '../../chat/failure-words.ts';
import { atMoment } from '../../chat/moments.ts';
import { useDelayed, useNow } from '../../chat/use-now.ts';
import { useSessions } from '../../chat/use-sessions.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useFocusStays } from '../../ui/use-focus-stays.ts';
import { useWorld } from '../../ui/World.tsx';
import { elsewhere } from './elsewhere.ts';

/** Where one is signed in, and the end of what one does not know. */
export function SignedIn() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        <MonitorSmartphone />
        Where I am signed in
      </Button>
      {open && <SessionsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function SessionsDialog({ onClose }: { onClose: () => void }) {
  const work = useSessions();
  const { sessions, failure } = work;
  const { toasts } = useWorld();
  const isLate = useDelayed(sessions === null && failure === null, 200);
  const others = sessions?.some(({ isThis }) => !isThis) ?? false;
  return (
    <Dialog
      open
      onOpenChange={(now) => !now && onClose()}
      title="Where you are signed in"
      description="If you do not know one of them, sign it out and change your password."
      footer={
        <>
          {others && (
            <Button
              busy={work.busy === 'others'}
              onClick={() =>
                work.endOthers().then((ended) => ended !== null && toasts.show({ text: elsewhere(ended) }))
              }
            >
              Sign out everywhere else
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {isLate && <Skeleton kind="row" count={2} />}
      {sessions !== null && <Sessions sessions={sessions} busy={work.busy} end={work.end} />}
      {sessions !== null && !others && <p className="settings-alone">{elsewhere(0)}</p>}
      {failure !== null && (
        <div className="settings-failed">
          <p className="settings-failure" role="alert">
            {failureWords(failure)}
          </p>
          {sessions === null && <Button onClick={work.reload}>Try again</Button>}
        </div>
      )}
    </Dialog>
  );
}

function Sessions({
  sessions,
  busy,
  end,
}: Pick<ReturnType<typeof useSessions>, 'busy' | 'end'> & {
  sessions: readonly OwnSession[];
}) {
  const { toasts } = useWorld();
  const now = useNow(60_000);
  return (
    <ul className="settings-sessions" {...useFocusStays()}>
      {sessions.map((session) => {
        const { id, isThis, device } = session;
        const name = device || 'A device without a name';
        const Sign = /iPhone|iPad|Android/.test(device) ? Smartphone : Monitor;
        return (
          <li key={id}>
            <Sign aria-hidden="true" />
            <div>
              <b>{name}</b>
              {isThis && <span className="settings-this">This one</span>}
              <p>{sessionWords(session, now)}</p>
            </div>
            {!isThis && (
              <Button
                busy={busy === id}
                aria-label={`Sign out ${name}, ${sessionWords(session, now)}`}
                onClick={() => end(id).then((isOver) => isOver && toasts.show({ text: `${name} is signed out.` }))}
              >
                Sign out
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** "signed in yesterday at 09:05, last seen at 10:42". */
function sessionWords({ isThis, createdAt, seenAt }: OwnSession, now: number): string {
  const begun = `Signed in ${atMoment(createdAt, now)}`;
  return isThis ? begun : `${begun}, last seen ${atMoment(seenAt, now)}`;
}
