import { useExport } from '../../chat/use-export.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormatForm } from './FormatForm.tsx';
import { WorkBody } from './WorkBody.tsx';

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
  return (
    <WorkBody work={work}>
      <FormatForm busy={work.busy} onBegin={work.begin} />
    </WorkBody>
  );
}
