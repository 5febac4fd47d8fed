import type { PerformanceMonitor } from '../calls/performance-monitor.ts';
import type { Clock } from '../ports.ts';

/** How far a message has come, in this order. */
type Stage = 'durable' | 'sent' | 'acknowledged' | 'delivered' | 'read';

/** A message that was written on this page and is on its way. */
interface OnItsWay {
  readonly id: string;
  readonly conversationId: string;
  /** Since it was written, in milliseconds. */
  readonly age: number;
  readonly isAcknowledged: boolean;
}

/** Times the stages of messages as their author waits for them. Of others, also of other tabs' and of last time's, it times nothing. */
export interface Stages {
  written(id: string, conversationId: string): void;
  /** Once each; the last stage ends the journey. */
  reached(stage: Stage, id: string): void;
  onTheirWay(): readonly OnItsWay[];
  /** Nothing more is timed of it. */
  letGo(id: string): void;
}

/** What is never sent stays in memory as an id and a number, as long as the page. */
export function createStages(monitor: Pick<PerformanceMonitor, 'record'>, clock: Pick<Clock, 'elapsed'>): Stages {
  const journeys = new Map<string, { conversationId: string; began: number; stages: Set<Stage> }>();
  return {
    written: (id, conversationId) =>
      void journeys.set(id, { conversationId, began: clock.elapsed(), stages: new Set() }),
    reached(stage, id) {
      const journey = journeys.get(id);
      if (!journey || journey.stages.has(stage)) return;
      journey.stages.add(stage);
      monitor.record(`message.${stage}`, clock.elapsed() - journey.began);
      if (stage === 'read') journeys.delete(id);
    },
    onTheirWay: () =>
      [...journeys].map(([id, { conversationId, began, stages }]) => ({
        id,
        conversationId,
        age: clock.elapsed() - began,
        isAcknowledged: stages.has('acknowledged'),
      })),
    letGo: (id) => void journeys.delete(id),
  };
}
