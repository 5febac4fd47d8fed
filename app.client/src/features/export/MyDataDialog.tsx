import { failureWords } from '../../chat/failure-words.ts';
import { useExport } from '../../chat/use-export.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Earlier } from './Earlier.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import './export.css';

/** One archive of all that this instance keeps of oneself. */
export function MyDataDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title="All my data"
      description="Your account, your sessions, your conversations and every message you wrote, in one archive."
    >
      <MyData />
    </Dialog>
  );
}

function MyData() {
  const work = useExport(null);
  const { now, failure } = work;
  return (
    <div className="export">
      {now === null ? (
        <>
          <Button variant="primary" size="big" busy={work.busy} onClick={() => work.begin(null)}>
            Write it out
          </Button>
          <Earlier {...work} />
        </>
      ) : (
        <ExportProgress work={work} now={now} />
      )}
      {failure !== null && (
        <p className="export-failure" role="alert">
          {failureWords(failure)}
        </p>
      )}
    </div>
  );
}
