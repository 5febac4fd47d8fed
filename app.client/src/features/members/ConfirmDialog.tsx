import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  description: string;
  yes: string;
  no: string;
  onYes: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back by oneself. */
export function ConfirmDialog({ open, title, description, yes, no, onYes, onClose }: ConfirmDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      size="small"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{no}</Button>
          <Button variant="danger" onClick={onYes}>
            {yes}
          </Button>
        </>
      }
    />
  );
}
