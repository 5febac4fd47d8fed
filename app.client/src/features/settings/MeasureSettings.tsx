import { Gauge } from 'lucide-react';
import { useConsent } from '../../chat/use-consent.ts';
import { Button } from '../../ui/Button.tsx';
import { YesNo } from '../../ui/YesNo.tsx';

/** What this device measures: to look at, and to share or not. */
export function MeasureSettings({ onSpeed }: { onSpeed: () => void }) {
  const [agreed, agree] = useConsent();
  return (
    <div className="settings-measure">
      <YesNo label="Share how fast it is" value={agreed} onChange={agree} />
      <Button onClick={onSpeed}>
        <Gauge />
        My speed
      </Button>
      <p>
        With a yes, this device tells the people who run this how long things took: counts under fixed names, added up
        by the hour with everybody’s. Never a name, a message or where you are.
      </p>
    </div>
  );
}
