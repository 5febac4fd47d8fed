/**
 * The same, but for those who erased their account: a send that was let in before comes too late. Under the lock, so that of a send
 * and the job that erases what he wrote one is first: either the job finds the message, or there is none.
 */
export const up = `
  CREATE OR REPLACE FUNCTION append_messages(target uuid, senders uuid[], drafts json, document_version smallint)
  RETURNS TABLE (place int, verdict text, seq bigint, at timestamptz, joined_seq bigint, before bigint, head bigint,
    membership_version int, raised_user_id uuid)
  LANGUAGE plpgsql VOLATILE AS $body$
  DECLARE
    head_before bigint;
    version int;
    last_change_at timestamptz;
    moment timestamptz;
    closed boolean;
  BEGIN
    -- Without the lock: a stranger never takes it. No row at all means that nobody here is in.
    IF NOT EXISTS (
      SELECT FROM participants known
      WHERE known.conversation_id = target AND known.user_id = ANY(senders) AND known.left_seq IS NULL
    ) THEN
      RETURN;
    END IF;

    -- Not FOR UPDATE: that would also stop the foreign keys of everything that refers to the conversation.
    SELECT c.seq, c.membership_version, c.last_change_at, c.archived_at IS NOT NULL
    INTO head_before, version, last_change_at, closed
    FROM conversations c WHERE c.id = target FOR NO KEY UPDATE;
    -- Never behind the last, whatever the clock says; entries of one call are a microsecond apart.
    moment := GREATEST(clock_timestamp(), last_change_at + interval '1 microsecond');

    RETURN QUERY
    WITH draft AS MATERIALIZED (
      SELECT d.place, d.id, d.sender_id, d.content, d.composed_at, decode(d.mac, 'hex') AS request_mac, d.lexemes, d.folded
      FROM json_to_recordset(drafts) AS d (place int, id uuid, sender_id uuid, content text, mac text, composed_at timestamptz,
        lexemes text[], folded text)
    ), judged AS MATERIALIZED (
      -- One's own row is a replay whether or not one is still in; somebody else's id is told to participants alone.
      SELECT draft.*, present.joined_seq, CASE
        WHEN kept.sender_id = draft.sender_id AND kept.request_mac = draft.request_mac THEN 'replay'
        WHEN kept.sender_id IS DISTINCT FROM draft.sender_id AND present.joined_seq IS NULL THEN 'missing'
        WHEN kept.sender_id IS NOT NULL THEN 'taken'
        WHEN closed THEN 'archived'
      END AS refusal
      FROM draft
      LEFT JOIN LATERAL (
        SELECT m.sender_id, m.request_mac FROM said m
        WHERE m.conversation_id = target AND m.id = draft.id OFFSET 0
      ) AS kept ON true
      LEFT JOIN LATERAL (
        SELECT p.joined_seq FROM participants p JOIN users u ON u.id = p.user_id AND u.erased_at IS NULL
        WHERE p.conversation_id = target AND p.user_id = draft.sender_id AND p.left_seq IS NULL OFFSET 0
      ) AS present ON true
    ), fresh AS MATERIALIZED (
      -- An id twice in a batch is one message. What is refused takes no number.
      SELECT first.*, row_number() OVER (ORDER BY first.place) AS nth FROM (
        SELECT judged.*, row_number() OVER (PARTITION BY judged.id ORDER BY judged.place) AS turn
        FROM judged WHERE judged.refusal IS NULL
      ) AS first WHERE first.turn = 1
    ), counted AS MATERIALIZED (
      SELECT count(*) AS accepted FROM fresh
    ), stored AS (
      INSERT INTO messages (conversation_id, id, seq, rev, kind, sender_id, content, request_mac, created_at, composed_at)
      SELECT target, fresh.id, head_before + nth, head_before + nth, 'text', fresh.sender_id, fresh.content,
        fresh.request_mac, moment + (nth - 1) * interval '1 microsecond', fresh.composed_at
      FROM fresh
    ), logged AS (
      INSERT INTO changes (conversation_id, seq, kind, message_id, actor_id, at)
      SELECT target, head_before + nth, 'message', fresh.id, fresh.sender_id, moment + (nth - 1) * interval '1 microsecond'
      FROM fresh
    ), searched AS (
      INSERT INTO message_search (conversation_id, seq, sender_id, created_at, version, lexemes, folded)
      SELECT target, head_before + nth, fresh.sender_id, moment + (nth - 1) * interval '1 microsecond', document_version,
        array_to_tsvector(fresh.lexemes), fresh.folded
      FROM fresh
    ), advanced AS (
      UPDATE conversations c SET seq = head_before + accepted, last_message_seq = head_before + accepted,
        last_change_at = moment + (accepted - 1) * interval '1 microsecond'
      FROM counted WHERE c.id = target AND accepted > 0
    ), run AS MATERIALIZED (
      -- How many of the first numbers are the first author's own.
      SELECT author.sender_id, COALESCE(min(nth) FILTER (WHERE fresh.sender_id <> author.sender_id) - 1, count(*)) AS length
      FROM fresh, (SELECT fresh.sender_id FROM fresh WHERE nth = 1) AS author GROUP BY author.sender_id
    ), raised AS (
      -- Had he read everything before, his own messages are no news to him, and need not be scanned for what is unread.
      -- Nothing of others lies in between, so this advance tells nobody when anything was read: it is not kept.
      UPDATE participants p SET read_seq = head_before + (SELECT length FROM run),
        delivered_seq = GREATEST(p.delivered_seq, head_before + (SELECT length FROM run)), row_version = p.row_version + 1
      WHERE p.conversation_id = target AND p.user_id = (SELECT run.sender_id FROM run) AND p.left_seq IS NULL
        AND p.read_seq = head_before
      RETURNING p.user_id
    )
    SELECT judged.place,
      CASE
        WHEN judged.refusal IS NOT NULL THEN judged.refusal
        WHEN fresh.place IS NULL THEN 'taken'
        WHEN fresh.place = judged.place THEN 'accepted'
        ELSE 'again'
      END,
      head_before + nth, moment + (nth - 1) * interval '1 microsecond', COALESCE(judged.joined_seq, 0), head_before,
      head_before + accepted, version, (SELECT raised.user_id FROM raised)
    FROM judged CROSS JOIN counted LEFT JOIN fresh ON judged.refusal IS NULL
      AND fresh.id = judged.id AND fresh.sender_id = judged.sender_id AND fresh.request_mac = judged.request_mac
    ORDER BY judged.place;
  END
  $body$;
`;
