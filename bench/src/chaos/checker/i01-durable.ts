import type { Check, Facts } from './facts.ts';

/** Every acknowledgement names a row of the database, with that id, number and sender. */
const acknowledged = ({ of, stored }: Facts): string[] =>
  of('ack').flatMap(({ device, user, c, id, seq }) => {
    const row = stored.get(c)?.byId.get(id);
    if (row === undefined) return [`${device}: ${id} was acknowledged as ${seq} of ${c} and is not stored`];
    if (row.seq !== seq) return [`${device}: ${id} was acknowledged as ${seq} of ${c} and is stored as ${row.seq}`];
    return row.sender === user ? [] : [`${device}: ${id} was acknowledged and is stored as somebody else's`];
  });

/** What the outbox took is stored, was refused to its author's face, or lies there still. */
function written({ of, stored, finals }: Facts): string[] {
  const refused = new Set(of('reject').map(({ device, c, id }) => `${device}/${c}/${id}`));
  const unsent = new Set(
    finals.devices.flatMap(({ device, unsent: all }) => all.map(({ c, id }) => `${device}/${c}/${id}`)),
  );
  return of('written').flatMap(({ device, c, id }) => {
    const key = `${device}/${c}/${id}`;
    const isThere = stored.get(c)?.byId.has(id) === true || refused.has(key) || unsent.has(key);
    return isThere ? [] : [`${device}: ${id} of ${c} was written down, and is nowhere`];
  });
}

/** Nothing that was promised goes. */
export const durable: Check = (facts) => [...acknowledged(facts), ...written(facts)];
