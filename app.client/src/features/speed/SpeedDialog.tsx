import { lazy, Suspense } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';

const SpeedPanel = lazy(async () => ({ default: (await import('./SpeedPanel.tsx')).SpeedPanel }));

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
      <Suspense fallback={<p role="status">Opening</p>}>
        <SpeedPanel />
      </Suspense>
    </Dialog>
  );
}
