import { me } from '@parley/shared/contract/accounts.routes.ts';
import { deleteMessage } from '@parley/shared/contract/messages.routes.ts';
import { putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import { sync } from '@parley/shared/contract/sync.routes.ts';
import { expect, it } from 'vitest';
import { ApiError } from '../failure.ts';
import type { ChatSocket } from '../ports.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { socketCall, withSecondCarrier, withSwiftCarrier } from './socket-call.ts';

const input = { params: { conversationId: 'c', messageId: 'm' } };
const problem = (code: string) => ({ error: { code, message: '', requestId: 'r' } });

function carriers(first: () => unknown, acknowledge: () => unknown, connected = true, link = withSecondCarrier) {
  const asked: unknown[] = [];
  const socket: ChatSocket = {
    connected,
    ask: async (_, payload) => {
      asked.push(payload);
      return acknowledge();
    },
    reconnect: () => undefined,
    close: () => undefined,
  };
  const { call: http, made } = scriptedCall(first);
  const call = link(
    () => socket,
    socketCall(() => socket),
  )(http);
  return { call, made, asked };
}

const fails = (code: 'NETWORK_FAILED' | 'CIRCUIT_OPEN' | 'NOT_FOUND', source: 'wire' | 'local' | 'server') => () => {
  throw new ApiError(code, source);
};
const notFound = () => ({ status: 404, body: problem('NOT_FOUND') });

it('hands the very same request to the socket after HTTP failed on the way', async () => {
  const { call, made, asked } = carriers(fails('NETWORK_FAILED', 'wire'), notFound);
  await call(deleteMessage, input).catch(() => null);
  expect(made).toHaveLength(1);
  expect(asked).toEqual([{ route: 'messages.delete', params: input.params, body: undefined }]);
});

it('does not ask again what was answered, what may not be carried, or without a socket', async () => {
  const answered = carriers(fails('NOT_FOUND', 'server'), notFound);
  await expect(answered.call(deleteMessage, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const reading = carriers(fails('NETWORK_FAILED', 'wire'), notFound);
  await expect(reading.call(me, {})).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  const alone = carriers(fails('NETWORK_FAILED', 'wire'), notFound, false);
  await expect(alone.call(deleteMessage, input)).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  expect([answered.asked, reading.asked, alone.asked]).toEqual([[], [], []]);
});

it('does not let a refusal of the second hide that the first may have arrived', async () => {
  const silent = carriers(fails('NETWORK_FAILED', 'wire'), notFound);
  await expect(silent.call(deleteMessage, input)).rejects.toMatchObject({ code: 'NOT_FOUND', silentBefore: true });
  const neverLeft = carriers(fails('CIRCUIT_OPEN', 'local'), notFound);
  await expect(neverLeft.call(deleteMessage, input)).rejects.toMatchObject({ code: 'NOT_FOUND', silentBefore: false });
});

it('takes a lost acknowledgement for what it is: nobody knows', async () => {
  const { call } = carriers(fails('CIRCUIT_OPEN', 'local'), () => {
    throw new Error('operation has timed out');
  });
  await expect(call(deleteMessage, input)).rejects.toMatchObject({ code: 'TIMED_OUT', source: 'wire' });
});

const question = { body: { epoch: null, after: null, upTo: null, heads: [], open: [], ask: [] } };
const compared = { epoch: 'e', serverTime: '2026-01-01T00:00:00.000Z', conversations: [], gone: [], coveredUpTo: null };
const compare = (acknowledge: () => unknown, connected = true) =>
  carriers(() => compared, acknowledge, connected, withSwiftCarrier);

it('compares over the socket where there is one, and everything else over HTTP', async () => {
  const { call, made, asked } = compare(() => ({ status: 200, body: compared }));
  expect(await call(sync, question)).toEqual(compared);
  expect([asked, made]).toEqual([[{ route: 'sync.run', params: {}, body: question.body }], []]);
  await call(deleteMessage, input).catch(() => null);
  expect([asked.length, made.length]).toEqual([1, 1]);
  const alone = compare(() => null, false);
  await alone.call(sync, question);
  expect([alone.asked.length, alone.made.length]).toEqual([0, 1]);
});

it('says over the socket how far somebody has read, and over HTTP when that is not answered', async () => {
  const receipt = { params: { conversationId: 'c' }, body: { epoch: 'e', readSeq: 3 } };
  const heard = compare(() => ({ status: 409, body: problem('EPOCH_CHANGED') }));
  await expect(heard.call(putReceipt, receipt)).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  expect([heard.asked, heard.made]).toEqual([[{ route: 'receipts.put', ...receipt }], []]);
  const deaf = compare(() => Promise.reject(new Error('operation has timed out')));
  await deaf.call(putReceipt, receipt);
  expect([deaf.asked.length, deaf.made.length]).toEqual([1, 1]);
});

it('compares over HTTP what a server does not take by socket, and what did not come back', async () => {
  for (const acknowledge of [notFound, () => Promise.reject(new Error('operation has timed out'))]) {
    const { call, made, asked } = compare(acknowledge);
    expect(await call(sync, question)).toEqual(compared);
    expect([asked.length, made.length]).toEqual([1, 1]);
  }
  const refused = compare(() => ({ status: 409, body: problem('EPOCH_CHANGED') }));
  await expect(refused.call(sync, question)).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  expect(refused.made).toEqual([]);
});
