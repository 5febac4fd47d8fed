import type { Participant, Role } from '@parley/shared/models/conversation.ts';
import type { Maybe } from './message.row.ts';

/** A participant with the user he is, under names that survive a join. */
export interface ParticipantRow {
  readonly p_user_id: string;
  readonly p_role: Role;
  readonly p_joined_seq: number;
  readonly p_left_seq: number | null;
  readonly p_delivered_seq: number;
  readonly p_read_seq: number;
  readonly p_rev: number;
  readonly u_username: string;
  readonly u_display_name: string;
  readonly u_version: number;
}

/** What a query selects so that `toParticipant` understands its rows. */
export const participantColumns = (participant: string, user: string): string =>
  [
    ...['user_id', 'role', 'joined_seq', 'left_seq', 'delivered_seq', 'read_seq', 'rev'].map(
      (column) => `${participant}.${column} AS p_${column}`,
    ),
    ...['username', 'display_name', 'version'].map((column) => `${user}.${column} AS u_${column}`),
  ].join(', ');

/** Whether an outer join found a participant. */
export const hasParticipant = (row: Maybe<ParticipantRow>): row is ParticipantRow => row.p_user_id !== null;

/** The participant that a row is. */
export const toParticipant = (row: ParticipantRow): Participant => ({
  user: { id: row.p_user_id, username: row.u_username, displayName: row.u_display_name, version: row.u_version },
  role: row.p_role,
  joinedSeq: row.p_joined_seq,
  leftSeq: row.p_left_seq,
  deliveredSeq: row.p_delivered_seq,
  readSeq: row.p_read_seq,
  rev: row.p_rev,
});
