import { durationOf } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import { byMoment } from '../../chat/plot-when.ts';
import { speedWords } from '../../chat/speed-words.ts';
import { useSpeed } from '../../chat/use-speed.ts';
import { FactList } from '../../ui/details/Details.tsx';
import { Plot } from '../../ui/plot/Plot.tsx';
import { Limits } from './Limits.tsx';
import { SlowThings } from './SlowThings.tsx';
import './speed.css';

/** My own speed, against what is promised: measured on this device, told to nobody unless I say so. */
export function SpeedPanel() {
  const { held, slow, cache, drops, plot } = useSpeed();
  const asked = cache.hits + cache.misses;
  return (
    <div className="speed">
      <Plot
        title="My last sends"
        when={byMoment}
        value={durationOf}
        times={plot.times}
        series={[
          { label: speedWords('message.acknowledged'), tone: 'one', values: plot.sends },
          { label: speedWords('socket.roundTrip'), tone: 'two', values: plot.roundTrips },
        ]}
        empty="Nothing was sent from here yet."
      />
      <Limits held={held.filter(({ name }) => !name.startsWith('api.'))} title="Against the limits" />
      <SlowThings slow={slow} />
      <FactList
        facts={[
          { name: 'Connection lost', value: drops === 0 ? 'never' : counted(drops, 'time') },
          {
            name: 'Answered from memory',
            value: asked === 0 ? 'nothing asked' : `${cache.hits} of ${asked}, ${cache.misses} asked of the server`,
          },
          {
            name: 'Let go from memory',
            value: `${cache.evictions} for want of room, ${cache.expirations} out of date`,
          },
        ]}
      />
      <Limits held={held.filter(({ name }) => name.startsWith('api.'))} title="Calls, by route" />
    </div>
  );
}
