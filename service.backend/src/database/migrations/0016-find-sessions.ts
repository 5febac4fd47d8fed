/**
 * Finds sessions that are good now by the hashes of their tokens, in hexadecimal, with a plan that the connection keeps: it is
 * asked at every request, and planning took longer than looking.
 */
export const up = `
  CREATE FUNCTION find_sessions(hashes text[])
  RETURNS TABLE (hash text, id uuid, "userId" uuid, "isStale" boolean)
  LANGUAGE plpgsql VOLATILE AS $body$
  BEGIN
    RETURN QUERY
    SELECT asked.hash, s.id, s.user_id, s.seen_at < clock_timestamp() - interval '1 minute'
    FROM unnest(hashes) AS asked (hash) JOIN sessions s ON s.id_hash = decode(asked.hash, 'hex')
    WHERE s.expires_at > clock_timestamp() AND s.seen_at > clock_timestamp() - interval '12 hours';
  END
  $body$;
`;
