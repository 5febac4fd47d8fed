import { atMoment } from '../../chat/moments.ts';
import { useDelayed } from '../../chat/use-now.ts';

/** What is current again within a moment needs no mark. */
const PATIENCE_MS = 800;

/** Says of what is shown that it is as it was: from this device's disk, or overtaken while there was no connection. */
export function SavedNote({ shown, today }: { shown: { live: boolean; savedAt: number | null }; today: number }) {
  const late = useDelayed(!shown.live, PATIENCE_MS);
  if (shown.live || !late) return null;
  const when = shown.savedAt === null ? null : atMoment(shown.savedAt, today).replace(/^(?:at|on) /u, '');
  return (
    <p className="timeline-saved" role="status">
      {when === null ? 'Saved on this device, and not compared since' : `Saved on this device, as of ${when}`}
    </p>
  );
}
