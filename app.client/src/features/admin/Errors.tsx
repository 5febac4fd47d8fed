import { type ErrorGroup, listErrors } from '@parley/shared/contract/admin-reports.routes.ts';
import { useState } from 'react';
import { Link, Route, Routes } from 'react-router';
import { momentOf, numberOf } from '../../chat/moments.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { Choice } from '../../ui/Choice.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorDetail } from './ErrorDetail.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';
import { Trend } from './Trend.tsx';
import './errors.css';

const EVERY_MS = 30_000;

/** The errors of both sides: all of them, or one. */
export function Errors() {
  return (
    <Routes>
      <Route path="" element={<ErrorList />} />
      <Route path=":fingerprint" element={<ErrorDetail />} />
    </Routes>
  );
}

function ErrorList() {
  const [state, setState] = useState<'open' | 'resolved'>('open');
  const answer = useAdminAnswer(listErrors, { query: { state } }, EVERY_MS);
  return (
    <section className="admin-wide" aria-label="Errors">
      <Choice
        label="Which errors"
        value={state}
        options={[
          { value: 'open', label: counted('Open', answer.data?.open) },
          { value: 'resolved', label: counted('Resolved', answer.data?.resolved) },
        ]}
        onChange={setState}
      />
      {!answer.isOther && <AsItWas answer={answer} />}
      {answer.data === null || answer.isOther ? (
        <NotAnswered answer={answer} />
      ) : answer.data.groups.length === 0 ? (
        <EmptyState small title={state === 'open' ? 'No open errors' : 'Nothing was resolved yet'}>
          {state === 'open' && 'Whatever breaks on either side is told here, without a word of what anybody said.'}
        </EmptyState>
      ) : (
        <>
          {answer.data.groups.length < answer.data[state] && (
            <p className="admin-note">
              {`Of all ${numberOf(answer.data[state])}, the ${numberOf(answer.data.groups.length)} that were met last.`}
            </p>
          )}
          <ul className="errors">
            {answer.data.groups.map((group) => (
              <ErrorLine key={group.fingerprint} group={group} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const counted = (state: string, count: number | undefined) =>
  count === undefined ? state : `${state} (${numberOf(count)})`;

function ErrorLine({ group }: { group: ErrorGroup }) {
  return (
    <li>
      <div className="errors-words">
        <Link to={group.fingerprint}>
          <b>{group.name}</b> {group.message}
        </Link>
        <p>
          {group.side === 'client' ? 'App' : 'Server'}, {group.place}
        </p>
      </div>
      <Trend days={group.trend} />
      <p className="errors-count">
        <b>{numberOf(group.count)}</b>
        <span>last {momentOf(group.lastAt)}</span>
      </p>
    </li>
  );
}
