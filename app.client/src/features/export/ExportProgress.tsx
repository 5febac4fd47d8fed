import type { Export } from '@parley/shared/contract/exports.routes.ts';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { failureWords } from '../../chat/failure-words.ts';
import { numberOf, timeOf } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import type { ExportWork } from '../../chat/use-export.ts';
import { Button } from '../../ui/Button.tsx';
import { Meter } from '../../ui/Meter.tsx';
import { useWorld } from '../../ui/World.tsx';

const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** "3.4 MB". */
function sizeOf(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${units[step]}`;
}

/** How far it has come, and then the file. */
export function ExportProgress({ work, now }: { work: ExportWork; now: Export }) {
  if (now.state === 'done' && now.counts !== null) return <Written work={work} now={now} />;
  if (now.state === 'failed') {
    return (
      <>
        <p role="status">It could not be written.</p>
        <Button onClick={work.leave}>Choose again</Button>
      </>
    );
  }
  const total = now.total ?? 0;
  return (
    <>
      <Meter label="Written" value={now.done} of={total} />
      <p className="export-words" role="status">
        {total === 0 ? 'Waiting for its turn.' : `${numberOf(now.done)} of ${numberOf(total)} entries written.`}
      </p>
      <div className="export-buttons">
        <Button onClick={work.cancel}>Stop</Button>
        <Button variant="quiet" onClick={work.leave}>
          Back
        </Button>
      </div>
    </>
  );
}

function Written({ work, now }: { work: ExportWork; now: Export }) {
  const { fetchFile, toasts } = useWorld();
  const [busy, setBusy] = useState(false);
  const fetchIt = () => {
    setBusy(true);
    work
      .link()
      .then(fetchFile, (failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }))
      .finally(() => setBusy(false));
  };
  const { counts, bytes, expiresAt } = now;
  return (
    <>
      <p role="status">
        {now.conversationId === null
          ? `${counted(counts?.messages ?? 0, 'message')} of yours, and all else that is kept of you.`
          : `${counted(counts?.messages ?? 0, 'message')} and ${counted(counts?.events ?? 0, 'event')}: as many as on the record.`}
      </p>
      <Button variant="primary" size="big" busy={busy} onClick={fetchIt}>
        <Download />
        {`Download ${sizeOf(bytes ?? 0)}`}
      </Button>
      <p className="export-words">
        {expiresAt === null ? '' : `Kept for you until ${timeOf(Date.parse(expiresAt))}. Nobody else can fetch it.`}
      </p>
      <div className="export-buttons">
        <Button variant="quiet" onClick={work.cancel}>
          Throw it away
        </Button>
        <Button variant="quiet" onClick={work.leave}>
          Back
        </Button>
      </div>
    </>
  );
}
