import { failureWords } from '../../chat/failure-words.ts';
import { useExport } from '../../chat/use-export.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Earlier } from './Earlier.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import { FormatForm } from './FormatForm.tsx';
import './export.css';

interface ExportDialogProps {
  conversationId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** Takes a conversation out of here: which form, how far it has come, the file. */
export function ExportDialog({ open, onClose, name, ...rest }: ExportDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title="Export"
      description={`Everything in ${name} that you can see, in one file. Deleted messages are not in it.`}
    >
      <ExportBody {...rest} />
    </Dialog>
  );
}

function ExportBody({ conversationId }: Pick<ExportDialogProps, 'conversationId'>) {
  const work = useExport(conversationId);
  const { now, failure } = work;
  return (
    <div className="export">
      {now === null ? (
        <>
          <FormatForm busy={work.busy} onBegin={work.begin} />
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
