import { adminInsight } from '@parley/shared/contract/insight.routes.ts';
import { useMemo } from 'react';
import { numberOf } from '../../chat/moments.ts';
import { byDay, dayBegins } from '../../chat/plot-when.ts';
import { durationWords, speedWords } from '../../chat/speed-words.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { FactList } from '../../ui/details/Details.tsx';
import { Plot } from '../../ui/plot/Plot.tsx';
import { countedWords } from './counted-words.ts';
import { Figures } from './Figures.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';
import { routeWords } from './route-words.ts';

/** As long as the server remembers what it counted. */
const EVERY_MS = 30_000;

/** Who was there, what was said where, how well it arrived, what is used: numbers of the whole instance, and no names. */
export function People() {
  const answer = useAdminAnswer(adminInsight, {}, EVERY_MS);
  const days = answer.data?.days;
  const lines = useMemo(() => {
    const all = days ?? [];
    return {
      times: all.map(({ day }) => dayBegins(day)),
      people: [{ label: 'People', tone: 'one', values: all.map(({ people }) => people) }],
      said: [
        { label: 'In groups', tone: 'one', values: all.map(({ group }) => group) },
        { label: 'Between two', tone: 'two', values: all.map(({ direct }) => direct) },
      ],
    } as const;
  }, [days]);
  const { data } = answer;
  if (data === null) return <NotAnswered answer={answer} />;
  return (
    <section className="admin-wide" aria-label="People and messages">
      <h2>People and messages</h2>
      <AsItWas answer={answer} />
      <p className="admin-note">Days begin at midnight UTC.</p>
      <FactList
        facts={[
          { name: 'There today', value: numberOf(data.active.day) },
          { name: 'In seven days', value: numberOf(data.active.week) },
          { name: 'In thirty days', value: numberOf(data.active.month) },
        ]}
      />
      <div className="admin-plots">
        <Plot when={byDay} title="People, by day" times={lines.times} series={lines.people} />
        <Plot when={byDay} title="Messages, by day" times={lines.times} series={lines.said} />
      </div>
      <Figures
        title="Delivery, as devices measured it in the last day"
        head={['What', 'Times', 'Failed', 'p50', 'p95']}
        rows={data.delivery.map(({ name, count, failures, p50, p95 }) => [
          name === 'api' ? 'Calls' : speedWords(name),
          numberOf(count),
          numberOf(failures),
          countedWords(p50, durationWords(name, p50)),
          countedWords(p95, durationWords(name, p95)),
        ])}
        empty="No device has told anything: people share what theirs measures only if they say so in their settings."
      />
      {data.use === null ? (
        <p className="admin-note">What is used is not counted: the setting ANALYTICS is off.</p>
      ) : (
        <Figures
          title="What is used"
          head={['What', 'Today', 'In thirty days']}
          rows={data.use.map(({ event, today, month }) => [routeWords(event), numberOf(today), numberOf(month)])}
          empty="Nothing was counted yet."
        />
      )}
    </section>
  );
}
