import { useExport } from '../../chat/use-export.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { WorkBody } from './WorkBody.tsx';

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
  return (
    <WorkBody work={work}>
      <Button variant="primary" size="big" busy={work.busy} onClick={() => work.begin(null)}>
        Write it out
      </Button>
    </WorkBody>
  );
}
