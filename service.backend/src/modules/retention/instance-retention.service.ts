import { createHash } from 'node:crypto';
import type { adminRetention, previewInstanceRetention } from '@parley/shared/contract/admin-retention.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import { limits } from '@parley/shared/limits.ts';
import type { RetentionRule } from '@parley/shared/models/retention.ts';
import type { Database } from '../../database/connection.ts';
import type { Clock } from '../../platform/clock.ts';
import { foreignCursor, KeptMoment } from '../../platform/cursor.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { Actor } from '../actor.ts';
import type { DueRepository } from './due.repository.ts';
import { readEntries } from './entries.repository.ts';
import type { RulesRepository } from './rules.repository.ts';

/** The kind of the job that follows the rules. */
export const retentionKind = 'retention';
/** The rules are followed once in so long a time, however many nodes there are. */
const slotMs = 3_600_000;
/** Conversations that one question of the dry run goes through. */
const previewed = 50;

interface Deps {
  readonly db: Database;
  readonly jobs: Pick<Jobs, 'add' | 'wake' | 'forget'>;
  readonly rules: RulesRepository;
  readonly due: DueRepository;
  readonly clock: Clock;
}

/** One id an hour: whichever node asks, it is the same job. */
function idOfSlot(now: number): string {
  const hash = createHash('sha256')
    .update(`${retentionKind} ${Math.floor(now / slotMs)}`)
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** What administrators set and see, and the hourly round. */
export function createInstanceRetention({ db, jobs, rules, due, clock }: Deps) {
  async function add(id: string): Promise<void> {
    if (await jobs.add({ id, kind: retentionKind, ownerId: null, input: {} })) jobs.wake(id);
  }

  return {
    get: (): Promise<RouteOutput<typeof adminRetention>> => rules.instance(),

    async set({ userId }: Actor, rule: RetentionRule) {
      await rules.setInstance(rule, userId);
      return rules.instance();
    },

    /** Conversations that something would happen to, of the next few by id. */
    async preview(rule: RetentionRule, after: string | null): Promise<RouteOutput<typeof previewInstanceRetention>> {
      const page = await due.page(rule, after, previewed);
      const targets = [];
      for (const one of page) {
        if (!one.waits) continue;
        const { id, kind, people, own } = one;
        const effect = await due.effect(one);
        if (effect.archived + effect.removed > 0) targets.push({ id, kind, people, own, effect });
      }
      return { targets, next: page.length < previewed ? null : (page.at(-1)?.id ?? null) };
    },

    async entries(cursor: string | null) {
      if (cursor !== null && !KeptMoment.safeParse(cursor).success) throw foreignCursor();
      const entries = await readEntries(db, cursor, limits.conversationsPage + 1);
      const page = entries.slice(0, limits.conversationsPage);
      return { entries: page, next: entries.length > page.length ? (page.at(-1)?.beganAt ?? null) : null };
    },

    run: add,

    /** Has the rules followed, once an hour, where there are any; and forgets rounds that are over. */
    async sweep(): Promise<void> {
      await jobs.forget(retentionKind);
      if (await rules.isAnySet()) await add(idOfSlot(clock.now()));
    },
  };
}

export type InstanceRetention = ReturnType<typeof createInstanceRetention>;
