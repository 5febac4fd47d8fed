import type { Parts } from '@parley/backend/service.ts';
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
  'no-dedupe': () => ({
    openDatabase: rewriting(
      ['AND m.id = draft.id OFFSET 0', 'AND false OFFSET 0'],
      ['m.id = $id AND m.sender_id', 'false AND m.id = $id AND m.sender_id'],
      [
        'SELECT target, fresh.id, head_before + nth, head_before + nth',
        `SELECT target, CASE WHEN EXISTS (SELECT FROM messages m WHERE m.conversation_id = target
           AND m.id = fresh.id) THEN gen_random_uuid() ELSE fresh.id END, head_before + nth, head_before + nth`,
      ],
    ),
  }),
  'late-rollback': () => ({ openDatabase: lateRollback(0.03) }),
  'conversation-rooms': () => ({ realtime: { fanout: rooms } }),
  'check-before-lock': () => ({
    openDatabase: rewriting([
      // Under the lock only: the look before it stays as it is.
      'AND p.left_seq IS NULL OFFSET 0',
      'OFFSET 0',
    ]),
  }),
  'falling-marks': () => ({
    openDatabase: rewriting(
      ['GREATEST(p.read_seq, claim.read_seq)', 'claim.read_seq'],
      ['GREATEST(p.delivered_seq, claim.delivered_seq)', 'claim.delivered_seq'],
      ['AND (claim.read_seq > p.read_seq OR claim.delivered_seq > p.delivered_seq)', ''],
    ),
  }),
  'no-second-look': () => ({ openDatabase: noSecondLook() }),
  'unread-counts-deleted': () => ({ openDatabase: rewriting(['AND unread.deleted_at IS NULL', '']) }),
  'history-for-everybody': () => ({
    openDatabase: rewriting(["CASE c.history_policy WHEN 'full' THEN 0 ELSE e.seq END", '0']),
  }),
  'deleted-keeps-words': () => ({ openDatabase: rewriting(['SET content = NULL', 'SET content = content']) }),
  'clock-as-it-comes': () => ({
    openDatabase: rewriting([
      "GREATEST(clock_timestamp(), last_change_at + interval '1 microsecond')",
      "clock_timestamp() - random() * interval '2 seconds'",
    ]),
  }),
  'edits-not-logged': () => ({
    openDatabase: rewriting([
      'SELECT $conversation::uuid, seq, kind, message_id, user_id, actor_id, at FROM numbered',
      "SELECT $conversation::uuid, seq, kind, message_id, user_id, actor_id, at FROM numbered WHERE kind <> 'edit'",
    ]),
  }),
};
