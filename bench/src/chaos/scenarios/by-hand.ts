import { fingerprint } from '../devices/fingerprint.ts';
import { beginAttempt } from '../devices/sending.ts';
import type { Api } from '../world/api.ts';
import type { Citizen, World } from '../world/world.ts';

/** A message as the harness itself sends it, without a device; the history knows it all the same. */
export interface HandSent {
  readonly id: string;
  /** Sends it once more, and writes down what comes of it. */
  post(api: Api): Promise<number>;
}

/** Composes it; nothing leaves yet. */
export function compose(
  { recorder }: World,
  citizen: Citizen,
  c: string,
  content: string,
  id: string = crypto.randomUUID(),
): HandSent {
  // Each from a hand of its own: what is sent at once by no device has no order to keep.
  const note = recorder.noteOf(`by hand ${id}`, citizen.id);
  note({ kind: 'send', c, id, body: fingerprint(content) });
  return {
    id,
    async post(api) {
      const attempt = beginAttempt(c, id, note, recorder);
      try {
        const { status, body } = await api.ask('POST', `/conversations/${c}/messages`, { id, content });
        attempt.answered(status, body);
        return status;
      } catch {
        attempt.silent('network');
        return 0;
      }
    },
  };
}

/** The one at this place; a world without has no such scenario. */
export function nth<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('The world is too small for this.');
  return item;
}
