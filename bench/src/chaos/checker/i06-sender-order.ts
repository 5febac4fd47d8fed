import { type Check, groupBy } from './facts.ts';

/** Of one device in one conversation the numbers rise in the order of sending; what was ever refused left the lane. */
export const senderOrder: Check = ({ of }) => {
  const numbers = new Map(of('ack').map(({ device, c, id, seq }) => [`${device}/${c}/${id}`, seq]));
  const refused = new Set(of('reject').map(({ device, c, id }) => `${device}/${c}/${id}`));
  const lanes = groupBy(of('send'), ({ device, c }) => `${device}/${c}`);
  return [...lanes].flatMap(([lane, sends]) => {
    let last = 0;
    return sends.flatMap(({ id }) => {
      const seq = numbers.get(`${lane}/${id}`);
      if (seq === undefined || refused.has(`${lane}/${id}`)) return [];
      const isOvertaken = seq < last;
      const before = last;
      last = Math.max(last, seq);
      return isOvertaken ? [`${lane}: ${id} became ${seq}, composed after what became ${before}`] : [];
    });
  });
};
