import { useConsent } from '../../chat/use-consent.ts';
import { YesNo } from '../../ui/YesNo.tsx';

/** What this device measures, to share or not: what a yes means stands beside it. */
export function MeasureSettings() {
  const [agreed, agree] = useConsent();
  return (
    <div className="settings-measure">
      <YesNo label="Share how fast it is" value={agreed} onChange={agree} />
      <p>
        With a yes, this device tells the people who run this how long things took: counts under fixed names, added up
        by the hour with everybody’s. Never a name, a message or where you are.
      </p>
    </div>
  );
}
