import type { SlowReason } from '../chat-client/calls/performance-monitor.ts';
import { durationOf } from './moments.ts';

const names: Readonly<Record<string, string>> = {
  'message.durable': 'Written down on this device',
  'message.sent': 'Given to the network',
  'message.acknowledged': 'On the record',
  'message.delivered': 'Delivered to all',
  'message.read': 'Read by all',
  'socket.connect': 'Connecting',
  'socket.roundTrip': 'There and back',
  'page.TTFB': 'First byte of the page',
  'page.FCP': 'First thing seen',
  'page.LCP': 'Page seen',
  'page.INP': 'Answer to a key or tap',
  'page.CLS': 'Shifting of the page',
  'page.longTask': 'Long tasks',
};

/** What is measured under a name, for people; a call is named as in the contract. */
export const speedWords = (name: string): string => names[name] ?? name.replace(/^api\./, 'Call ');

const reasons: Readonly<Record<SlowReason, string>> = {
  failed: 'it failed',
  offline: 'the connection was away',
  hidden: 'this page was in the background',
  unknown: 'the network or the server took so long',
};

/** Why something was slow, as far as is known; what happens on this device alone has no server to blame. */
export const reasonWords = (name: string, why: SlowReason): string =>
  why === 'unknown' && /^(page|message\.durable)/.test(name) ? 'this device was busy' : reasons[why];

/** A duration with its unit. Layout shift has none: it is kept in thousandths. */
export function durationWords(name: string, milliseconds: number): string {
  if (name === 'page.CLS') return (milliseconds / 1_000).toFixed(2);
  return durationOf(milliseconds);
}
