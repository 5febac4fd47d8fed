import type { Check } from './facts.ts';

/** Nobody is told what happened after he left and before he is back, nor what lies before he may see. */
export const readAuthorization: Check = ({ of, membershipAt }) =>
  of('recv').flatMap(({ device, user, c, via, asOf, named, rows }) => {
    if (named.length === 0 && rows.length === 0) return [];
    const membership = membershipAt(user, c, asOf);
    if (membership === undefined) return [`${device} was told of ${c} at ${asOf} by ${via}, and ${user} was not in`];
    const hidden = rows.filter(({ seq }) => seq < membership.visibleFrom);
    const later = named.filter((seq) => membership.left !== null && seq > membership.left);
    return [
      ...hidden.map(({ seq }) => `${device} was shown ${seq} of ${c}, from before ${membership.visibleFrom}`),
      ...later.map((seq) => `${device} was told change ${seq} of ${c}, after ${user} left with ${membership.left}`),
    ];
  });
