import { carried } from '@parley/shared/contract/carried.ts';
import { heads } from '@parley/shared/contract/sync.routes.ts';
import type { Actor } from '../modules/actor.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { Limits } from '../platform/limits.ts';
import type { Mount } from '../platform/mount.ts';
import type { Handlers } from './inbound.ts';
import type { Typing } from './typing.ts';

/** "Up to here it is on a device of mine", for several conversations at once; strangers' ones are passed over. */
export type NoteDelivered = (
  actor: Actor,
  delivered: { epoch: string; marks: readonly { c: string; seq: number }[] },
) => Promise<void>;

const carriedNames: ReadonlySet<string> = new Set(carried.map(({ name }) => name));

/** What is done with each event of a client. The actor is the handshake's; an event cannot say who it is from. */
export function createHandlers(deps: {
  readonly typing: Typing;
  readonly delivered: NoteDelivered;
  readonly dispatch: Mount['dispatch'];
  readonly limits: Pick<Limits, 'take'>;
}): Handlers {
  const { typing, delivered, dispatch, limits } = deps;
  return {
    async typing(payload, { data }) {
      await typing(data.actor, payload);
      return { ok: true };
    },

    async delivered(payload, { data }) {
      await limits.take('receipt', data.actor.userId);
      await delivered(data.actor, payload);
      return { ok: true };
    },

    async heads(payload, { data }) {
      const { status, body } = await dispatch(heads.name, { body: payload }, data.actor, data.address);
      if (status === 204) return { same: true };
      return status === 200 ? Object(body) : { ok: false, code: codeOf(body) };
    },

    async request({ route, params, body }, { data }) {
      if (!carriedNames.has(route)) throw new DomainError('NOT_FOUND');
      const answer = await dispatch(route, { params, body }, data.actor, data.address);
      return { ...answer, body: answer.body ?? null };
    },
  };
}

function codeOf(body: unknown): string {
  const problem = body as { error?: { code?: unknown } } | undefined;
  return String(problem?.error?.code ?? 'INTERNAL');
}
