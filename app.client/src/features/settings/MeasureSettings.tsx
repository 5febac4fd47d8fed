import { Gauge } from 'lucide-react';
import { useConsent } from '../../chat/use-consent.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';

/** What this device measures: to look at, and to share or not. */
export function MeasureSettings({ onSpeed }: { onSpeed: () => void }) {
  const [agreed, agree] = useConsent();
  return (
    <div className="settings-measure">
      <Choice
        label="Share how fast it is"
        value={agreed ? 'on' : 'off'}
        options={[
          { value: 'off', label: 'No' },
          { value: 'on', label: 'Yes' },
        ]}
        onChange={(value) => agree(value === 'on')}
      />
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
