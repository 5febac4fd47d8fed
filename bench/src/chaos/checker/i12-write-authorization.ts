import type { Check } from './facts.ts';

/** Whoever wrote a message was in when it was numbered. */
export const writeAuthorization: Check = ({ truth, membershipAt }) =>
  truth.messages.flatMap(({ c, seq, id, kind, sender }) => {
    if (kind === 'system') return [];
    const membership = membershipAt(sender, c, seq);
    const isIn = membership !== undefined && membership.joined < seq && membership.left !== seq;
    return isIn ? [] : [`${id} is ${seq} of ${c}, where ${sender} was not at that number`];
  });
