import { waitingBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';
import { createRecent } from './recent.ts';

const catchUpOutcomes = ['same', 'differs', 'limited', 'epoch', 'failed'] as const;
/** How catching up ended. */
export type CatchUp = (typeof catchUpOutcomes)[number];

/** What was compared with the record. `changes` fills a hole; `kept` follows the record by asking, and missed nothing. */
export type CatchUpKind = 'changes' | 'kept' | 'sync' | 'heads';

/** The way of a change from its commit to the devices, and what had to be caught up. */
export interface DeliveryMetrics {
  /** This node committed the numbers up to here. */
  committed(conversationId: string, upTo: number): void;
  /** Numbers up to here were announced, by the announcer or by the sweeper. */
  announced(conversationId: string, upTo: number): void;
  /** Could not be announced now: how long it took in the end says nothing of the announcer. */
  failed(conversationId: string): void;
  /** Something was left to the sweeper: nobody could be told, or the other nodes could not. */
  owed(): void;
  /** A device says that it has everything up to here. */
  delivered(conversationId: string, upTo: number): void;
  caughtUp(kind: CatchUpKind, outcome: CatchUp): void;
  /** The sweeper looked at the whole record. */
  looked(outcome: 'ok' | 'failed', seconds: number): void;
  /** The sweeper announced a conversation, which it found or which this node owed. */
  swept(): void;
}

/** Commits and announcements are remembered for as long as somebody may still say that they came. */
export function createDeliveryMetrics(instruments: Instruments, now: () => number): DeliveryMetrics {
  const toAnnounce = instruments
    .histogram({
      name: 'parley_commit_to_announce_seconds',
      help: 'From the commit of a change to its announcement by this node',
      bounds: waitingBounds,
    })
    .of();
  const toDelivered = instruments
    .histogram({
      name: 'parley_announce_to_delivered_seconds',
      help: 'From the announcement to the acknowledgement of a device; clients gather these for up to a second',
      bounds: [...waitingBounds, 30],
    })
    .of();
  const owed = instruments
    .counter({
      name: 'parley_announcements_owed_total',
      help: 'Times that an announcement was left to the sweeper, at least for other nodes',
    })
    .of();
  const catchUps = instruments.counter({
    name: 'parley_catch_ups_total',
    help: 'Comparisons with the record by kind and outcome',
    labels: ['kind', 'outcome'],
  });
  const holes = instruments
    .counter({ name: 'parley_holes_total', help: 'Holes in what a device had heard, filled from the log' })
    .of();
  const sweeps = instruments.histogram({
    name: 'parley_sweep_seconds',
    help: 'Sweeps over the record by outcome',
    labels: ['outcome'],
    bounds: waitingBounds,
  });
  for (const outcome of ['ok', 'failed']) sweeps.of(outcome);
  const swept = instruments
    .counter({ name: 'parley_swept_conversations_total', help: 'Conversations announced by the sweeper' })
    .of();

  const commits = createRecent(now);
  const announcements = createRecent(now);
  for (const kind of ['changes', 'kept', 'sync', 'heads'] satisfies CatchUpKind[]) {
    for (const outcome of catchUpOutcomes) catchUps.of(kind, outcome)(0);
  }

  return {
    committed: (conversationId, upTo) => commits.note(conversationId, upTo),
    announced(conversationId, upTo) {
      for (const waited of commits.take(conversationId, upTo)) toAnnounce(waited);
      announcements.note(conversationId, upTo);
    },
    failed: (conversationId) => commits.forget(conversationId),
    owed: () => owed(),
    delivered(conversationId, upTo) {
      const waited = announcements.since(conversationId, upTo);
      if (waited !== null) toDelivered(waited);
    },
    caughtUp(kind, outcome) {
      catchUps.of(kind, outcome)();
      if (kind === 'changes' && outcome === 'differs') holes();
    },
    looked: (outcome, seconds) => sweeps.of(outcome)(seconds),
    swept: () => swept(),
  };
}
