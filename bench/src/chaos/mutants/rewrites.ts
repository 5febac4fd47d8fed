/** What stands in the service's statements, and what a mutant says instead; a test sees that it still stands there. */
export const rewrites = {
  'no-dedupe': [
    ['AND m.id = draft.id OFFSET 0', 'AND false OFFSET 0'],
    [
      'SELECT * FROM all_messages WHERE conversation_id = $conversation AND id = $id',
      'SELECT * FROM all_messages WHERE false',
    ],
    [
      'SELECT target, fresh.id, head_before + nth, head_before + nth',
      `SELECT target, CASE WHEN EXISTS (SELECT FROM messages m WHERE m.conversation_id = target
           AND m.id = fresh.id) THEN gen_random_uuid() ELSE fresh.id END, head_before + nth, head_before + nth`,
    ],
  ],
  'check-before-lock': [
    [
      // Under the lock only: the look before it stays as it is.
      'AND p.left_seq IS NULL OFFSET 0',
      'OFFSET 0',
    ],
  ],
  'falling-marks': [
    ['GREATEST(p.read_seq, wanted.read_seq)', 'wanted.read_seq'],
    ['GREATEST(p.delivered_seq, wanted.delivered_seq)', 'wanted.delivered_seq'],
    ['AND (wanted.read_seq > p.read_seq OR wanted.delivered_seq > p.delivered_seq)', ''],
  ],
  'unread-counts-deleted': [['AND unread.deleted_at IS NULL', '']],
  'history-for-everybody': [["CASE c.history_policy WHEN 'full' THEN c.purged_below_seq ELSE e.seq END", '0']],
  'deleted-keeps-words': [['SET content = NULL', 'SET content = content']],
  'clock-as-it-comes': [
    [
      "GREATEST(clock_timestamp(), last_change_at + interval '1 microsecond')",
      "clock_timestamp() - random() * interval '2 seconds'",
    ],
  ],
  'edits-not-logged': [
    [
      'SELECT $conversation::uuid, seq, kind, message_id, user_id, actor_id, at FROM numbered',
      "SELECT $conversation::uuid, seq, kind, message_id, user_id, actor_id, at FROM numbered WHERE kind <> 'edit'",
    ],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [text: string, by: string])[]>>;

/** What statements are known by that a mutant answers otherwise, without rewriting them. */
export const marks = {
  append: 'append_messages(',
  ownLook: 'm.request_mac, COALESCE(p.left_seq, c.seq) AS head',
} as const;
