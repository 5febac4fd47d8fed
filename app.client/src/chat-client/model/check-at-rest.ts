import { limits } from '@parley/shared/limits.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Known } from '../timeline/known.ts';
import { shown } from '../timeline/shown.ts';
import { deliveryStatus } from '../timeline/status.ts';
import type { Device } from './device.ts';
import { summaryOf, visibleTo } from './reading.ts';
import { asParticipant, type Database, memberOf, type Row, type Stored } from './record.ts';
import { must } from './violation.ts';

const told = (messages: readonly Message[]): string =>
  messages.map(({ id, seq, rev, content }) => `${seq}:${id}@${rev}=${content}`).join(' ');

/** The log holds 1 to head, each number once. */
function checkLog({ id, seq, log }: Stored): void {
  const isWhole = log.length === seq && log.every((row, index) => row.seq === index + 1);
  must(isWhole, 'I7', () => `${id}: the log of ${seq} has ${log.length} rows`);
}

/** Of those whom a line names, who is in: whom its last message names beside them is not followed. */
const faces = ({ people, participantCount }: ConversationSummary) =>
  people.slice(0, Math.min(limits.lineFaces, participantCount - 1));

/** The line of the list is what a fresh one would be. The moment of a change that one may not see is not in it. */
function checkLine({ summary }: Known, stored: Stored, row: Row, where: string): void {
  const truth = summaryOf(stored, row);
  must(summary.head === truth.head, 'I8', () => `${where}: head ${summary.head} of ${truth.head}`);
  const { count } = summary.me.unread;
  must(count === truth.me.unread.count, 'I10', () => `${where}: unread ${count}, a scan says ${truth.me.unread.count}`);
  const lastChangeAt = row.visibleFromSeq === 0 ? summary.lastChangeAt : truth.lastChangeAt;
  const lineOf = (line: ConversationSummary) => JSON.stringify({ ...line, people: faces(line) });
  const mine = lineOf({ ...truth, ...summary, lastChangeAt, me: { ...truth.me, ...summary.me } });
  must(mine === lineOf(truth), 'I16', () => `${where}: line ${mine} is ${lineOf(truth)}`);
}

function checkTimeline(state: Known, stored: Stored, row: Row, where: string): void {
  const { timeline, participants } = state;
  if (!timeline) return;
  must(timeline.cursor === stored.seq, 'I8', () => `${where}: cursor ${timeline.cursor}, head ${stored.seq}`);
  const { rows } = shown(timeline, { around: null, offline: false });
  const visible = visibleTo(stored, row);
  must(told(rows) === told(visible), 'I8', () => `${where} shows [${told(rows)}], the record is [${told(visible)}]`);
  const order = (people: Iterable<unknown>) => JSON.stringify([...people].map((one) => JSON.stringify(one)).sort());
  const truth = [...stored.rows.values()].map(asParticipant);
  must(
    order(participants.values()) === order(truth),
    'I9',
    () => `${where}: people ${order(participants.values())}, record ${order(truth)}`,
  );
  const [statusHere, statusThere] = [participants.values(), truth].map((people) => {
    const all = [...people];
    return visible.map((message) => deliveryStatus(message, all)).join();
  });
  must(statusHere === statusThere, 'I9', () => `${where}: another status`);
}

function checkSends({ name, userId, outbox }: Device, database: Database): void {
  const { acknowledged, refused } = outbox;
  const ofNow = [...acknowledged.values()].filter(({ epoch }) => epoch === database.epoch);
  for (const { c, id, seq } of ofNow) {
    const stored = database.conversations.get(c);
    const message = stored?.messages.get(id);
    const isStored = (message?.seq === seq && message.senderId === userId) || stored?.removed.get(id)?.seq === seq;
    must(isStored, 'I1', () => `${name}: ${id} was acknowledged at ${seq}`);
  }
  for (const one of ofNow) {
    const next = ofNow.filter(({ c, order, isInLane }) => isInLane && c === one.c && order > one.order);
    const isFirst = !one.isInLane || next.every(({ seq }) => seq > one.seq);
    must(isFirst, 'I6', () => `${name}: ${one.id} was overtaken by what was composed after it`);
  }
  for (const { id, c } of refused) {
    const isStored = database.conversations.get(c)?.messages.has(id) === true;
    must(!isStored, 'I3', () => `${name}: ${id} was refused, and is stored`);
  }
}

/** What must hold when everything has arrived: every device holds exactly the record. */
export function checkAtRest(devices: readonly Device[], database: Database): void {
  for (const stored of database.conversations.values()) {
    checkLog(stored);
    for (const device of devices) {
      const where = `${device.name} ${stored.id}`;
      const row = memberOf(stored, device.userId);
      const state = device.known.get(stored.id);
      must(
        (row !== null) === (state !== undefined),
        'I8',
        () => `${where}: a member ${row !== null}, holds it ${state !== undefined}`,
      );
      if (!row || !state) continue;
      must(device.held.has(stored.id) === (state.timeline !== null), 'I8', () => `${where}: held open or not`);
      checkLine(state, stored, row, where);
      checkTimeline(state, stored, row, where);
    }
  }
  for (const device of devices) checkSends(device, database);
}
