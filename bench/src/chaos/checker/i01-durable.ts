import type { Check } from './facts.ts';

/** Every acknowledgement names a row of the database, with that id, number and sender. */
export const durable: Check = ({ of, stored }) =>
  of('ack').flatMap(({ device, user, c, id, seq }) => {
    const row = stored.get(c)?.byId.get(id);
    if (row === undefined) return [`${device}: ${id} was acknowledged as ${seq} of ${c} and is not stored`];
    if (row.seq !== seq) return [`${device}: ${id} was acknowledged as ${seq} of ${c} and is stored as ${row.seq}`];
    return row.sender === user ? [] : [`${device}: ${id} was acknowledged and is stored as somebody else's`];
  });
