import { adminLive } from '@parley/shared/contract/insight.routes.ts';
import { useMemo } from 'react';
import { durationOf, numberOf } from '../../chat/moments.ts';
import { byMoment } from '../../chat/plot-when.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { Plot } from '../../ui/plot/Plot.tsx';
import { countedWords } from './counted-words.ts';
import { Figures } from './Figures.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';

const EVERY_MS = 10_000;

/** The last hour, of all nodes together, as it goes on. */
export function Live() {
  const answer = useAdminAnswer(adminLive, {}, EVERY_MS);
  const { data } = answer;
  // The last ten seconds are under way: drawn as if they were over, all traffic would seem to fall away.
  const points = useMemo(() => data?.points.slice(0, -1), [data]);
  const lines = useMemo(() => {
    const of = <T,>(pick: (point: NonNullable<typeof points>[number]) => T): T[] => (points ?? []).map(pick);
    return {
      times: of(({ at }) => at),
      traffic: [
        { label: 'Requests', tone: 'one', values: of(({ requests }) => requests / 10) },
        { label: 'Messages', tone: 'three', values: of(({ sends }) => sends / 10) },
      ],
      latency: [
        { label: 'p50', tone: 'one', values: of(({ p50 }) => p50) },
        { label: 'p95', tone: 'two', values: of(({ p95 }) => p95) },
      ],
      sends: [
        { label: 'p50', tone: 'one', values: of(({ sendP50 }) => sendP50) },
        { label: 'p95', tone: 'two', values: of(({ sendP95 }) => sendP95) },
      ],
      errors: [
        { label: 'Errors', tone: 'bad', values: of(({ errors }) => errors) },
        { label: 'Refused', tone: 'warm', values: of(({ refused }) => refused) },
      ],
    } as const;
  }, [points]);
  if (data === null) return <NotAnswered answer={answer} />;
  return (
    <section className="admin-wide" aria-label="Now">
      <h2>Now</h2>
      <AsItWas answer={answer} />
      <p className="admin-note">{whose(data)}</p>
      <div className="admin-plots">
        <Plot when={byMoment} title="Traffic, a second" times={lines.times} series={lines.traffic} />
        <Plot
          when={byMoment}
          title="Latency"
          value={durationOf}
          entry={timing}
          times={lines.times}
          series={lines.latency}
        />
        <Plot
          when={byMoment}
          title="A message, until it is on the record"
          value={durationOf}
          entry={timing}
          times={lines.times}
          series={lines.sends}
        />
        <Plot when={byMoment} title="Errors, in ten seconds" times={lines.times} series={lines.errors} />
      </div>
      <Figures
        title="The slowest routes"
        head={['Route', 'Times', 'p50', 'p95']}
        rows={data.slowest.map(({ route, count, p50, p95 }) => [route, numberOf(count), timing(p50), timing(p95)])}
        empty="Nothing was asked yet."
      />
    </section>
  );
}

const timing = (milliseconds: number): string => countedWords(milliseconds, durationOf(milliseconds));

function whose({ nodes, heard }: { nodes: number; heard: number }): string {
  if (heard < nodes) return `The last hour of ${heard} of ${nodes} nodes: what the rest answered is missing here.`;
  return nodes === 1 ? 'The last hour.' : `The last hour of all ${nodes} nodes together.`;
}
