import type { Message } from '@parley/shared/models/message.ts';
import { describe, expect, it } from 'vitest';
import { anEntry } from '../../chat/testing/fake-data.ts';
import type { MessageRow } from '../../chat/use-messages.ts';
import { arrange, type LineItem } from './arrange.ts';

const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00`).toISOString();

function said(seq: number, senderId: string, createdAt: string, more: Partial<Message> = {}): MessageRow {
  const message: Message = {
    id: `m${seq}`,
    conversationId: 'c',
    seq,
    rev: seq,
    version: 1,
    kind: 'text',
    senderId,
    content: `number ${seq}`,
    event: null,
    createdAt,
    composedAt: null,
    editedAt: null,
    deletedAt: null,
    ...more,
  };
  return { id: message.id, message, entry: null };
}

const plan = { complete: true, divider: null, me: 'me' };

const words = (items: readonly LineItem[]) =>
  items.map((item) => (item.kind === 'message' ? `${item.key}${item.head ? ' head' : ''}` : item.kind));

describe('rows on the line', () => {
  it('groups one author within five minutes, and no further', () => {
    const rows = [
      said(1, 'ana', at(20, '09:00')),
      said(2, 'ana', at(20, '09:05')),
      said(3, 'ana', at(20, '09:11')),
      said(4, 'ben', at(20, '09:11')),
    ];
    expect(words(arrange(rows, plan))).toEqual(['day', 'm1 head', 'm2', 'm3 head', 'm4 head']);
  });

  it('gives no two rows the same key where words of an earlier day stand after those of a later one', () => {
    const entry = { ...anEntry('c', 'left', 'refused'), composedAt: Date.parse(at(20, '18:00')) };
    const left: MessageRow = { id: 'left', message: null, entry };
    const items = arrange([said(1, 'ana', at(20, '09:00')), said(2, 'ana', at(21, '09:00')), left], plan);
    expect(words(items)).toEqual(['day', 'm1 head', 'day', 'm2 head', 'day', 'left head']);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  it('begins a group after midnight, a change and the unread rule', () => {
    const rows = [
      said(1, 'ana', at(20, '23:59')),
      said(2, 'ana', at(21, '00:01')),
      said(3, 'ana', at(21, '00:02'), { kind: 'system', content: null }),
      said(4, 'ana', at(21, '00:03')),
      said(5, 'ana', at(21, '00:04')),
    ];
    expect(words(arrange(rows, { ...plan, divider: { afterSeq: 4, me: 'me' } }))).toEqual([
      'day',
      'm1 head',
      'day',
      'm2 head',
      'change',
      'm4 head',
      'new',
      'm5 head',
    ]);
  });

  it('puts the unread rule before the first words of somebody else', () => {
    const rows = [said(1, 'ana', at(20, '09:00')), said(2, 'me', at(20, '09:01')), said(3, 'ana', at(20, '09:02'))];
    const items = arrange(rows, { ...plan, divider: { afterSeq: 1, me: 'me' } });
    expect(words(items)).toEqual(['day', 'm1 head', 'm2 head', 'new', 'm3 head']);
  });

  it('names the numbers that no row shows', () => {
    const [, , second] = arrange([said(4, 'ana', at(20, '09:00')), said(8, 'ben', at(20, '09:01'))], plan);
    expect(second).toMatchObject({ skippedFrom: 5 });
  });

  it('invites to begin where nothing was said, and only when nothing older can be', () => {
    const rows = [said(1, 'ana', at(20, '09:00'), { kind: 'system', content: null })];
    expect(words(arrange(rows, plan))).toEqual(['day', 'change', 'begin']);
    expect(words(arrange(rows, { ...plan, complete: false }))).toEqual(['day', 'change']);
  });
});
