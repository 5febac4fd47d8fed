import { type Check, type Facts, groupBy } from './facts.ts';
import type { SeenRow } from './history.ts';

type Bodies = ReadonlyMap<string, ReadonlySet<string>>;

/** What was ever written under an id, first or later. */
function bodiesOf({ of }: Facts): Bodies {
  const written = groupBy([...of('send'), ...of('edit')], ({ c, id }) => `${c}/${id}`);
  return new Map([...written].map(([key, records]) => [key, new Set(records.map(({ body }) => body))]));
}

function strange({ stored }: Facts, bodies: Bodies, c: string, row: SeenRow): string | null {
  const truly = stored.get(c)?.byId.get(row.id);
  if (truly === undefined) return `${row.id} as ${row.seq} of ${c}, which is not stored`;
  if (truly.kind === 'system' || row.body === null) return null;
  return bodies.get(`${c}/${row.id}`)?.has(row.body) ? null : `${row.id} of ${c} with words nobody wrote`;
}

/** Everything a device saw is in the database, and somebody wrote it. */
function seenWithoutCause(facts: Facts, bodies: Bodies): string[] {
  const seen = [...facts.of('recv'), ...facts.of('apply')].flatMap(({ device, c, rows }) =>
    rows.map((row) => ({ device, c, row })),
  );
  const last = facts.finals.devices.flatMap(({ device, timelines }) =>
    timelines.flatMap(({ c, rows }) => rows.map((row) => ({ device, c, row }))),
  );
  return [...seen, ...last].flatMap(({ device, c, row }) => {
    const what = strange(facts, bodies, c, row);
    return what === null ? [] : [`${device} saw ${what}`];
  });
}

function storedWithoutCause({ truth, of }: Facts, bodies: Bodies): string[] {
  const senders = groupBy(of('send'), ({ c, id }) => `${c}/${id}`);
  return truth.messages.flatMap(({ c, id, kind, sender, body }) => {
    if (kind === 'system') return [];
    const key = `${c}/${id}`;
    if (!senders.get(key)?.some(({ user }) => user === sender)) return [`stored ${key}, which its sender never sent`];
    return body === null || bodies.get(key)?.has(body) ? [] : [`stored ${key} with words nobody wrote`];
  });
}

/** A send whose every attempt was refused for good is not stored: its author was told that he may write it anew. */
function refusedButStored({ of, stored }: Facts): string[] {
  const attempts = groupBy(of('attempt'), ({ c, id, user }) => `${c}/${id}/${user}`);
  const refused = groupBy(of('reject'), ({ c, id, user }) => `${c}/${id}/${user}`);
  return [...refused].flatMap(([key, refusals]) => {
    const [first] = refusals;
    if (first === undefined || refusals.length < (attempts.get(key)?.length ?? 0)) return [];
    const row = stored.get(first.c)?.byId.get(first.id);
    return row?.sender === first.user
      ? [`refused every time with ${first.code}, but stored: ${key} as ${row.seq}`]
      : [];
  });
}

/** What was acknowledged is acknowledged for ever: to refuse it later would be a lie about what is stored. */
function refusedAfterwards({ of }: Facts): string[] {
  const acknowledged = new Map(of('ack').map(({ c, id, user, at }) => [`${c}/${id}/${user}`, at]));
  return of('reject').flatMap(({ device, c, id, user, at, code }) => {
    const since = acknowledged.get(`${c}/${id}/${user}`);
    return since !== undefined && since < at ? [`${device}: ${id} of ${c} was acknowledged, and then ${code}`] : [];
  });
}

/** Nothing is there that nobody sent. */
export const noPhantom: Check = (facts) => {
  const bodies = bodiesOf(facts);
  return [
    ...seenWithoutCause(facts, bodies),
    ...storedWithoutCause(facts, bodies),
    ...refusedButStored(facts),
    ...refusedAfterwards(facts),
  ];
};
