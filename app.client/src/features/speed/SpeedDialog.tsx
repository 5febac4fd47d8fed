import { Dialog } from '../../ui/Dialog.tsx';
import { later } from '../../ui/later.ts';

const SpeedPanel = later(
  'SpeedPanel',
  () => import('./SpeedPanel.tsx'),
  () => <p role="status">Opening</p>,
);

/** Opens the panel; it and the plots are fetched when somebody asks for them. */
export function SpeedDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  if (!open) return null;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="wide"
      title="My speed"
      description="Measured on this device since the page was opened, against what is promised."
    >
      <SpeedPanel />
    </Dialog>
  );
}
