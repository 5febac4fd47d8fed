import { acknowledgements } from '@parley/shared/contract/events.ts';
import { type HeadsAnswer, type HeadsQuestion, heads } from '@parley/shared/contract/sync.routes.ts';
import { digestOf } from '@parley/shared/digest.ts';
import { limits, timings } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { ChatSocket, Clock } from '../ports.ts';
import { digestEntryOf, receiptsOf } from '../timeline/heads.ts';
import { applyMarks } from '../timeline/receipts.ts';
import { createErrand } from './errand.ts';
import type { Shelf } from './shelf.ts';

/** The quiet check: the last message of a burst has no successor to betray its loss. */
export interface Checks {
  /** A good moment to look: with a little chance, so that not everybody looks at once. */
  soon(): void;
  /** There is more to lose than when the next look was set: a timeline was opened, or the socket tells less. */
  closer(): void;
  /** The socket has told something of this conversation. */
  told(conversationId: string): void;
  /** The socket is gone, which is a good moment as well; what it had not told is not the fault of the next one. */
  cut(): void;
  stop(): void;
}

interface ChecksDeps {
  readonly call: Call;
  readonly clock: Clock;
  readonly shelf: () => Shelf;
  /** Whether a timeline is held, also one that has not come yet. */
  readonly isOpen: () => boolean;
  readonly socket: () => ChatSocket | null;
  /** News come by the socket, from all nodes: otherwise this check is what brings them. */
  readonly isQuick: () => boolean;
  readonly wantSync: () => void;
  readonly failed: (error: unknown) => void;
  /** Answered over the socket, after so many milliseconds. */
  readonly roundTrip: (milliseconds: number) => void;
  /** Answered, whichever way, after so many milliseconds. */
  readonly answered: (milliseconds: number) => void;
}

function questionOf(shelf: Shelf, epoch: string): HeadsQuestion {
  const all = shelf.all();
  const open = all.flatMap((state) =>
    state.timeline && !state.timeline.awaitsFresh ? [{ c: state.id, receipts: receiptsOf(state) }] : [],
  );
  return { epoch, digest: digestOf(all.map(digestEntryOf)), open: open.slice(0, limits.syncOpen) };
}

/** Looks again and again, the more often the less is to be expected of the socket. */
export function createChecks(deps: ChecksDeps): Checks {
  const { call, clock, shelf, isOpen, socket, isQuick, wantSync, failed, answered } = deps;
  // Where the lines stood when a look had found something, and of which of them the socket has told since.
  let stood: ReadonlyMap<string, number> | null = null;
  const told = new Set<string>();

  async function ask(question: HeadsQuestion): Promise<HeadsAnswer | null> {
    const carrier = socket();
    if (!carrier?.connected) return call(heads, { body: question });
    const began = clock.elapsed();
    const answer = acknowledgements.heads.safeParse(
      await carrier.ask('heads', question, timings.requestTimeout).catch(() => null),
    );
    // A socket that does not answer is no reason not to know.
    if (!answer.success) return call(heads, { body: question });
    deps.roundTrip(clock.elapsed() - began);
    if ('same' in answer.data) return null;
    if ('differs' in answer.data) return answer.data;
    if (answer.data.code === 'EPOCH_CHANGED') throw new ApiError('EPOCH_CHANGED', 'server');
    return call(heads, { body: question });
  }

  const lines = () =>
    new Map(
      shelf()
        .all()
        .map(({ id, summary }) => [id, summary.head] as const),
    );

  function compare(answer: HeadsAnswer | null): void {
    for (const { c, marks } of answer?.receipts ?? [])
      shelf().step(c, (state, reader) => applyMarks(state, { epoch: answer?.epoch ?? '', marks }, reader));
    if (answer?.differs) wantSync();
    const isBehind = answer?.differs === true && isQuick();
    // Connected, and yet twice in a row it had not told what is: better another one. That something differs is no fault by
    // itself: where much is said, something is on its way at any moment.
    const isDeaf = isBehind && toldNothing();
    stood = isBehind && !isDeaf ? lines() : null;
    told.clear();
    if (isDeaf) socket()?.reconnect(0);
  }

  /** Something has come since by asking alone. */
  const toldNothing = (): boolean =>
    [...lines()].some(([id, head]) => head > (stood?.get(id) ?? Number.POSITIVE_INFINITY) && !told.has(id));

  const errand = createErrand(clock, async () => {
    errand.want(interval());
    const reader = shelf().reader();
    if (!reader) return wantSync();
    const life = shelf().life();
    const began = clock.elapsed();
    try {
      const answer = await ask(questionOf(shelf(), reader.epoch));
      answered(clock.elapsed() - began);
      if (life === shelf().life()) compare(answer);
    } catch (error) {
      failed(error);
      throw error;
    }
  });

  function interval(): number {
    const calm = isOpen() ? timings.headsOpen : timings.headsAll;
    return (isQuick() ? calm : timings.headsDegraded) + clock.random() * timings.headsJitter;
  }

  const soon = (): void => errand.want(clock.random() * timings.headsJitter);

  return {
    soon,
    closer: () => errand.want(interval()),
    told: (conversationId) => void (stood?.has(conversationId) && told.add(conversationId)),
    cut() {
      stood = null;
      soon();
    },
    stop: () => errand.stop(),
  };
}
