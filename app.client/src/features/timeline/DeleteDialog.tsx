import type { MessageRow } from '../../chat/use-messages.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Words } from '../../ui/line/Words.tsx';

/** Asks before words are destroyed, and shows which. */
export function DeleteDialog(props: {
  row: MessageRow | null;
  onDelete: (row: MessageRow) => void;
  onClose: () => void;
}) {
  const { row, onDelete, onClose } = props;
  const content = row?.message?.content ?? row?.entry?.content ?? '';
  return (
    <Dialog
      open={row !== null}
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title="Delete this message?"
      description={
        row?.message
          ? 'Its words go for everybody. Its place on the line stays.'
          : 'It was not sent, and is kept nowhere else.'
      }
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={() => row && onDelete(row)}>
            Delete
          </Button>
        </>
      }
    >
      <Words className="timeline-quoted">
        <p dir="auto">{content.slice(0, 300)}</p>
      </Words>
    </Dialog>
  );
}
