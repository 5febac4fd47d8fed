import { useSyncExternalStore } from 'react';
import type { Voice } from './voice.ts';
import './hidden.css';

/** One polite and one assertive region for the whole application. Mount it once, before anything is said. */
export function LiveRegion({ voice }: { voice: Voice }) {
  const { polite, assertive } = useSyncExternalStore(voice.subscribe, voice.current);
  return (
    <div className="ui-hidden">
      <div role="status" aria-live="polite">
        {polite}
      </div>
      <div role="alert" aria-live="assertive">
        {assertive}
      </div>
    </div>
  );
}
