import { type ErrorSample, getError, resolveError } from '@parley/shared/contract/admin-reports.routes.ts';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { failureWords } from '../../chat/failure-words.ts';
import { durationOf, momentOf, numberOf } from '../../chat/moments.ts';
import { useAdminAnswer, useAskAsAdmin } from '../../chat/use-admin-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { FactList } from '../../ui/details/Details.tsx';
import { useWorld } from '../../ui/World.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';
import { Trend } from './Trend.tsx';

/** One error: where, since when, how often; the last times with their stacks and what came before. */
export function ErrorDetail() {
  const { fingerprint = '' } = useParams();
  const answer = useAdminAnswer(getError, { params: { fingerprint } });
  const ask = useAskAsAdmin();
  const { toasts } = useWorld();
  const [busy, setBusy] = useState(false);
  const { data, reload } = answer;
  if (data === null || answer.isOther) return <NotAnswered answer={answer} />;
  const { group, samples } = data;
  const resolved = group.resolvedAt !== null;
  const turn = () => {
    setBusy(true);
    ask(resolveError, { params: { fingerprint }, body: { resolved: !resolved } })
      .then(reload, (failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }))
      .finally(() => setBusy(false));
  };
  return (
    <section className="admin-wide" aria-label="One error">
      <Link className="errors-back" to="/admin/errors">
        <ChevronLeft className="ui-mirror" />
        All errors
      </Link>
      <AsItWas answer={answer} />
      <div className="errors-head">
        <h2>
          {group.name} {group.message}
        </h2>
        <Button variant={resolved ? 'plain' : 'primary'} busy={busy} onClick={turn}>
          {resolved ? 'Open again' : 'Resolve'}
        </Button>
      </div>
      <Trend days={group.trend} />
      <FactList
        facts={[
          { name: 'Where', value: `${group.side === 'client' ? 'App' : 'Server'}, ${group.place}` },
          { name: 'How often', value: numberOf(group.count) },
          { name: 'First', value: `${momentOf(group.firstAt)}, ${group.firstRelease}` },
          { name: 'Last', value: `${momentOf(group.lastAt)}, ${group.lastRelease}` },
          { name: 'State', value: group.resolvedAt === null ? 'open' : `resolved ${momentOf(group.resolvedAt)}` },
        ]}
      />
      <ol className="errors-samples">
        {samples.map((sample) => (
          <li key={sample.at}>
            <Sample sample={sample} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Sample({ sample }: { sample: ErrorSample }) {
  const { frames, breadcrumbs } = sample;
  return (
    <details>
      <summary>
        {momentOf(sample.at)}, {sample.page},{' '}
        {sample.who === null ? 'nobody signed in' : `person ${sample.who.slice(0, 6)}`}
      </summary>
      <h3>Stack</h3>
      {frames.length === 0 ? (
        <p>It had none.</p>
      ) : (
        <pre>
          {frames.map(({ fn, file, line, column }) => `${fn || '(nameless)'}  ${file}:${line}:${column}`).join('\n')}
        </pre>
      )}
      <h3>What came before</h3>
      {breadcrumbs.length === 0 ? (
        <p>Nothing was noted.</p>
      ) : (
        <pre>
          {breadcrumbs
            .map(({ agoMs, kind, name, outcome }) => `-${durationOf(agoMs)}  ${kind} ${name}  ${outcome}`)
            .join('\n')}
        </pre>
      )}
    </details>
  );
}
