import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';
import { type CheckUp, checkUp, type Diagnosis, diagnose, skewWords } from './diagnosis.ts';
import { timeOf } from './moments.ts';
import { useChatState } from './use-chat-state.ts';
import { useConnection } from './use-connection.ts';
import { useNow } from './use-now.ts';
import { useUnsentCount } from './use-outbox.ts';
import { useStorageKind } from './use-session.ts';

/** One measured fact and its word. */
interface Fact {
  readonly name: string;
  readonly value: string;
  readonly warm?: boolean;
}

/** What the doctor has to say, and what can be asked of it. */
export interface Doctor {
  readonly diagnosis: Diagnosis;
  readonly facts: readonly Fact[];
  readonly checking: boolean;
  readonly checkAgain: () => void;
  /** All of it as text: figures and words of this app, nothing that anybody said, nobody's name. */
  readonly report: () => string;
}

const carriers = { socket: 'WebSocket', http: 'HTTP, asking every few seconds', none: 'none' } as const;

/** Looks once when it is opened, and again when asked; the rest follows the state. */
export function useDoctor(): Doctor {
  const client = useChatClient();
  const connection = useConnection();
  const storage = useStorageKind();
  const unsent = useUnsentCount();
  const conversations = useChatState((state) => state.conversations.size);
  const now = useNow(1_000);
  const [check, setCheck] = useState<CheckUp | null>(null);
  const [checking, setChecking] = useState(false);

  const checkAgain = useCallback(() => {
    setChecking(true);
    void checkUp(
      () => client.checkUp(),
      () => performance.now(),
    ).then((found) => {
      setCheck(found);
      setChecking(false);
    });
  }, [client]);
  useEffect(() => checkAgain(), [checkAgain]);

  const { lastSyncAt, skewMs, roundTripMs, carrier } = connection;
  const measures = new Map(client.monitor.report().map((measure) => [measure.name, measure]));
  const holes = measures.get('api.messages.changes');
  const sends = measures.get('message.acknowledged');
  const diagnosis = diagnose({
    connection,
    check,
    storage,
    comparedAt: lastSyncAt === null ? null : timeOf(lastSyncAt),
  });
  const ago = lastSyncAt === null ? 'not yet' : `${Math.max(0, Math.round((now - lastSyncAt) / 1000))} s ago`;
  const facts: readonly Fact[] = [
    { name: 'Carrier', value: carriers[carrier] },
    { name: 'Round trip', value: roundTripMs === null ? 'not measured' : `${Math.round(roundTripMs)} ms` },
    { name: 'Last compared', value: lastSyncAt === null ? ago : `${ago}, ${conversations} conversations` },
    { name: 'Gaps found and filled', value: String(holes ? holes.count - holes.failures : 0) },
    {
      name: 'Outbox',
      value:
        unsent.total === 0 ? 'empty' : `${unsent.total} waiting${unsent.needy > 0 ? `, ${unsent.needy} need you` : ''}`,
      warm: unsent.total > 0,
    },
    { name: 'Clock against the server', value: skewMs === null ? 'not known' : skewWords(-skewMs) },
    ...(sends
      ? [
          {
            name: sends.count === 1 ? 'The last send' : `Sends (${sends.count}), p50 and p95`,
            value:
              sends.count === 1
                ? `${Math.round(sends.p50)} ms`
                : `${Math.round(sends.p50)} and ${Math.round(sends.p95)} ms`,
          },
        ]
      : []),
  ];
  const report = () =>
    [
      'Parley connection report',
      `At ${new Date(now).toISOString()}`,
      `${diagnosis.verdict} ${diagnosis.sentence}`,
      ...diagnosis.parts.map(({ name, state, words }) => `${name}: ${state}${words === '' ? '' : `, ${words}`}`),
      ...facts.map(({ name, value }) => `${name}: ${value}`),
      `Check over HTTP: ${check ? `${check.outcome} in ${Math.round(check.tookMs)} ms` : 'under way'}`,
      ...[...measures.values()].map(
        ({ name, count, failures, p50, p95 }) =>
          `${name}: ${count} (${failures} failed), p50 ${Math.round(p50)} ms, p95 ${Math.round(p95)} ms`,
      ),
    ].join('\n');
  return { diagnosis, facts, checking, checkAgain, report };
}
