import type { Message } from '@parley/shared/models/message.ts';
import type { Known, Reader, Step } from '../timeline/known.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { type Reducers, realReducers as real } from './reducers.ts';

const inTimeline = (state: Known, change: (timeline: Timeline) => Partial<Timeline>): Known =>
  state.timeline ? { ...state, timeline: { ...state.timeline, ...change(state.timeline) } } : state;

/** As one whose sight begins at this number. */
const seeing = (state: Known, visibleFromSeq: number): Known => ({
  ...inTimeline(state, () => ({ visibleFromSeq })),
  summary: { ...state.summary, me: { ...state.summary.me, visibleFromSeq } },
});

const ofReader = <T extends { readonly epoch: string }>(answer: T, { epoch }: Reader): T => ({ ...answer, epoch });

/** Any answer passes for one of the membership that is known. */
const ofMembership = <T extends { readonly asOf: number; readonly joinedSeq: number }>(
  answer: T,
  { summary }: Known,
): T => ({
  ...answer,
  asOf: Math.max(answer.asOf, summary.me.joinedSeq),
  joinedSeq: summary.me.joinedSeq,
});

/** Known versions count for nothing, so that whatever arrives last stays. */
function forgetful(state: Known, arriving: readonly Message[], work: (state: Known) => Step<Known>): Step<Known> {
  const ids = new Set(arriving.map(({ id }) => id));
  const known = new Map(state.timeline?.rows.map((row) => [row.id, row]));
  const forgotten = inTimeline(state, ({ rows }) => ({
    rows: rows.map((row) => (ids.has(row.id) ? { ...row, rev: 0 } : row)),
  }));
  const { state: after, wants } = work(forgotten);
  return {
    state: inTimeline(after, ({ rows }) => ({
      rows: rows.map((row) => (row.rev === 0 ? (known.get(row.id) ?? row) : row)),
    })),
    wants,
  };
}

function withoutBuffer(state: Known, work: (state: Known) => Step<Known>): Step<Known> {
  const before = state.timeline?.buffer ?? [];
  const { state: after, wants } = work(inTimeline(state, () => ({ buffer: [] })));
  return { state: inTimeline(after, ({ buffer }) => ({ buffer: [...before, ...buffer] })), wants };
}

/** Deliberate breakages, each of one rule. The properties must catch every one of them, or they prove nothing. */
export const mutants: Readonly<Record<string, Reducers>> = {
  'my own answer moves the cursor': {
    ...real,
    applyOwnAnswer: (state, answer, reader) => {
      const { message, epoch } = answer;
      const cursor = state.timeline?.cursor ?? 0;
      if (!message || message.seq <= cursor) return real.applyOwnAnswer(state, answer, reader);
      const changes = [{ kind: 'message' as const, seq: message.seq, message }];
      return real.applyFrame(
        state,
        { epoch, c: message.conversationId, from: cursor, upTo: message.seq, changes },
        reader,
      );
    },
  },
  "a frame's hole is passed over": {
    ...real,
    applyFrame: (state, frame, reader) =>
      real.applyFrame(state, { ...frame, from: Math.min(frame.from, state.timeline?.cursor ?? frame.from) }, reader),
  },
  'what arrives last wins, whatever its rev': {
    ...real,
    applyOwnAnswer: (state, answer, reader) =>
      forgetful(state, answer.message ? [answer.message] : [], (next) => real.applyOwnAnswer(next, answer, reader)),
    applyPage: (state, ticket, page, reader) => ({
      ...forgetful(state, page.messages, (next) => real.applyPage(next, ticket, page, reader)),
      used: true,
    }),
  },
  'a page older than the fresh start is used': {
    ...real,
    applyPage: (state, ticket, page, reader) => {
      const freshAt = state.timeline?.freshAt ?? 0;
      const step = real.applyPage(
        inTimeline(state, () => ({ freshAt: 0 })),
        ticket,
        page,
        reader,
      );
      return { ...step, state: inTimeline(step.state, () => ({ freshAt })) };
    },
  },
  'what is touched while a page is on its way is forgotten': {
    ...real,
    applyPage: (state, ticket, page, reader) =>
      real.applyPage(
        inTimeline(state, () => ({ touched: [] })),
        ticket,
        page,
        reader,
      ),
  },
  'own answers of an earlier membership are taken': {
    ...real,
    applyOwnAnswer: (state, answer, reader) => {
      const { state: after, wants } = real.applyOwnAnswer(seeing(state, 0), ofMembership(answer, state), reader);
      return { state: seeing(after, state.summary.me.visibleFromSeq), wants };
    },
  },
  'a newer joining is not noticed': {
    ...real,
    applyFrame: (state, frame, reader) => {
      const { joinedSeq } = state.summary.me;
      const changes = frame.changes.map((change) =>
        change.kind === 'participant' && change.participant.user.id === reader.userId
          ? { ...change, participant: { ...change.participant, joinedSeq } }
          : change,
      );
      return real.applyFrame(state, { ...frame, changes }, reader);
    },
    applyChanges: (state, answer, reader) => real.applyChanges(state, ofMembership(answer, state), reader),
    applyPage: (state, ticket, page, reader) => real.applyPage(state, ticket, ofMembership(page, state), reader),
    applySynced: (state, epoch, { summary, open }, reader) => {
      const { joinedSeq } = state.summary.me;
      return real.applySynced(
        state,
        epoch,
        { summary: { ...summary, me: { ...summary.me, joinedSeq } }, open },
        reader,
      );
    },
  },
  'an end of an earlier membership ends this one': {
    ...real,
    membershipEnded: (state, ended, reader) =>
      real.membershipEnded(state, { ...ended, seq: Math.max(ended.seq, state.summary.me.joinedSeq) }, reader),
  },
  'the epoch of answers is not looked at': {
    ...real,
    applyOwnAnswer: (state, answer, reader) => real.applyOwnAnswer(state, ofReader(answer, reader), reader),
    applyPage: (state, ticket, page, reader) => real.applyPage(state, ticket, ofReader(page, reader), reader),
  },
  'the epoch of frames is not looked at': {
    ...real,
    applyFrame: (state, frame, reader) => real.applyFrame(state, ofReader(frame, reader), reader),
  },
  'a limited answer passes for a whole one': {
    ...real,
    applyChanges: (state, answer, reader) => {
      const from = state.timeline?.cursor ?? 0;
      const whole = { ...answer, limited: false as const, from, upTo: answer.asOf, more: false, changes: [] };
      return real.applyChanges(state, answer.limited ? whole : answer, reader);
    },
  },
  'ranges stay live after a jump': {
    ...real,
    applySynced: (state, epoch, synced, reader) => {
      const step = real.applySynced(state, epoch, synced, reader);
      return {
        ...step,
        state: inTimeline(step.state, ({ ranges }) => ({ ranges: ranges.map((range) => ({ ...range, live: true })) })),
      };
    },
  },
  'what comes from the disk passes for current': {
    ...real,
    remember: (state, saved, reader) => {
      const { state: next, wants } = real.remember(state, saved, reader);
      return {
        state: inTimeline(next, ({ ranges }) => ({ ranges: ranges.map((range) => ({ ...range, live: true })) })),
        wants,
      };
    },
  },
  'what was saved in an earlier membership is remembered': {
    ...real,
    remember: (state, saved, reader) => {
      const { joinedSeq = 0 } = state.timeline ?? {};
      const { state: after, wants } = real.remember(
        seeing(state, 0),
        { ...saved, joinedSeq, visibleFromSeq: 0 },
        reader,
      );
      return { state: seeing(after, state.summary.me.visibleFromSeq), wants };
    },
  },
  'a fresh start at the very cursor is taken for an old one': {
    ...real,
    applySynced: (state, epoch, synced, reader) => {
      const isHere = synced.open?.kind === 'fresh' && synced.open.upTo === state.timeline?.cursor;
      return real.applySynced(state, epoch, isHere ? { ...synced, open: null } : synced, reader);
    },
  },
  'the buffer is not drained': {
    ...real,
    applyFrame: (state, frame, reader) => withoutBuffer(state, (next) => real.applyFrame(next, frame, reader)),
    applyChanges: (state, answer, reader) => withoutBuffer(state, (next) => real.applyChanges(next, answer, reader)),
  },
  'marks are taken as they come': {
    ...real,
    applyMarks: (state, { marks }) => {
      const participants = new Map(state.participants);
      for (const { userId, deliveredSeq, readSeq } of marks) {
        const known = participants.get(userId);
        if (known) participants.set(userId, { ...known, deliveredSeq, readSeq });
      }
      return { state: { ...state, participants }, wants: {} };
    },
  },
  'the changes after a cursor move it, whatever their beginning': {
    ...real,
    applyChanges: (state, answer, reader) =>
      real.applyChanges(state, answer.limited ? answer : { ...answer, from: 0, upTo: answer.asOf }, reader),
  },
  'a receipt vouches for the whole row': {
    ...real,
    applyReceiptAnswer: (state, { epoch, ...row }, reader) =>
      real.applyInbox(state, { epoch, me: { ...state.summary.me, ...row } }, reader),
  },
};
