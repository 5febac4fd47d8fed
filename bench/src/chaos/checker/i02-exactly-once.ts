import { type Check, type Facts, groupBy } from './facts.ts';

/** One id is one message; what was composed once stands once, also under another id. */
function storedTwice({ truth }: Facts): string[] {
  const byId = groupBy(truth.messages, ({ c, id }) => `${c}/${id}`);
  const originals = truth.messages.filter(
    ({ kind, version, body }) => kind === 'text' && version === 1 && body !== null,
  );
  const byBody = groupBy(originals, ({ c, body }) => `${c}/${body}`);
  return [...byId, ...byBody].flatMap(([key, rows]) =>
    rows.length > 1 ? [`stored ${rows.length} times: ${key} as ${rows.map(({ seq }) => seq).join(', ')}`] : [],
  );
}

/** No view shows a message twice, and no number is applied twice: within one stay the cursor never falls. */
function appliedTwice({ history }: Facts): string[] {
  const found: string[] = [];
  const views = new Map<string, { cursor: number; joinedSeq: number; places: Map<string, number> }>();
  for (const record of history) {
    if (record.kind !== 'apply' && record.kind !== 'purge') continue;
    const key = `${record.device}/${record.c}`;
    if (record.kind === 'purge') {
      views.delete(key);
      continue;
    }
    const known = views.get(key);
    const view =
      known?.joinedSeq === record.joinedSeq ? known : { cursor: 0, joinedSeq: record.joinedSeq, places: new Map() };
    views.set(key, view);
    for (const { id, seq } of record.rows) {
      const place = view.places.get(id);
      if (place !== undefined && place !== seq) found.push(`${key} shows ${id} at ${place} and at ${seq}`);
      view.places.set(id, seq);
    }
    if (record.upTo < view.cursor) found.push(`${key} went back from ${view.cursor} to ${record.upTo}`);
    view.cursor = record.upTo;
  }
  return found;
}

/** The same in what the devices show at the end. */
function shownTwice({ finals }: Facts): string[] {
  return finals.devices.flatMap(({ device, timelines }) =>
    timelines.flatMap(({ c, rows }) => {
      const ids = new Set(rows.map(({ id }) => id));
      return ids.size === rows.length ? [] : [`${device} shows ${rows.length - ids.size} messages of ${c} twice`];
    }),
  );
}

/** Each message has one effect. */
export const exactlyOnce: Check = (facts) => [...storedTwice(facts), ...appliedTwice(facts), ...shownTwice(facts)];
