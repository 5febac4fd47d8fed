import type { Parts } from '@parley/backend/service-parts.ts';
import { rewrites } from './rewrites.ts';
import { createWitness, lateRollback, noSecondLook, rewriting } from './sql-mutants.ts';

const asleep: NonNullable<Parts['realtime']['sweeper']> = () => {
  console.log('the mutant is at work');
  return {
    start: async () => undefined,
    sweep: async () => undefined,
    payOwed: async () => undefined,
    stop: async () => undefined,
  };
};

/** Rooms by conversation: whoever was once in stays in, because the message that takes him out was lost. */
const rooms: NonNullable<Parts['realtime']['fanout']> = (real) => {
  const entered = new Map<string, Set<string>>();
  const witness = createWitness();
  return {
    ...real,
    publish(userIds, frame) {
      if (frame.name !== 'event') return real.publish(userIds, frame);
      const { c } = frame.payload as { readonly c: string };
      const room = entered.get(c) ?? new Set();
      entered.set(c, room);
      for (const id of userIds) room.add(id);
      if (room.size > userIds.length) witness();
      return real.publish([...room], frame);
    },
  };
};

/** Servers with one part swapped, by name; `real` is the control. */
export const serverMutants: Readonly<Record<string, () => Partial<Parts>>> = {
  real: () => ({}),
  'no-sweeper': () => ({ realtime: { sweeper: asleep } }),
  'no-dedupe': () => ({ openDatabase: rewriting(...rewrites['no-dedupe']) }),
  'late-rollback': () => ({ openDatabase: lateRollback(0.03) }),
  'conversation-rooms': () => ({ realtime: { fanout: rooms } }),
  'check-before-lock': () => ({ openDatabase: rewriting(...rewrites['check-before-lock']) }),
  'falling-marks': () => ({ openDatabase: rewriting(...rewrites['falling-marks']) }),
  'no-second-look': () => ({ openDatabase: noSecondLook() }),
  'unread-counts-deleted': () => ({ openDatabase: rewriting(...rewrites['unread-counts-deleted']) }),
  'history-for-everybody': () => ({ openDatabase: rewriting(...rewrites['history-for-everybody']) }),
  'deleted-keeps-words': () => ({ openDatabase: rewriting(...rewrites['deleted-keeps-words']) }),
  'clock-as-it-comes': () => ({ openDatabase: rewriting(...rewrites['clock-as-it-comes']) }),
  'edits-not-logged': () => ({ openDatabase: rewriting(...rewrites['edits-not-logged']) }),
};
