import { useConnection } from '../../chat/use-connection.ts';
import { Wire } from '../../ui/foot/Wire.tsx';

/** The connection at the foot of the list, in words and as a piece of line. Figures are measured or absent. */
export function ConnectionLight() {
  const { phase, roundTripMs, degraded } = useConnection();
  const live = phase === 'live';
  const words = live
    ? `Connected${roundTripMs === null ? '' : `, ${Math.round(roundTripMs)} ms`}${degraded ? ', news may be late' : ''}`
    : phase === 'offline'
      ? 'Offline, trying again'
      : phase === 'connecting'
        ? 'Connecting'
        : 'Reconnecting';
  return (
    <>
      <Wire on={live} small />
      <span>{words}</span>
    </>
  );
}
