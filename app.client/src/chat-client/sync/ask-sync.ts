import type { RouteInput, RouteOutput } from '@parley/shared/contract/route.ts';
import { sync } from '@parley/shared/contract/sync.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import { headOf, openHeadOf } from '../timeline/heads.ts';
import { applySynced } from '../timeline/synced.ts';
import type { Shelf } from './shelf.ts';

type Question = RouteInput<typeof sync>['body'];
type Answer = RouteOutput<typeof sync>;

function shelve(shelf: Shelf, { epoch, conversations, gone }: Answer): void {
  shelf.together(() => {
    for (const synced of conversations) {
      const { id } = synced.summary.conversation;
      shelf.list(epoch, synced.summary);
      if (shelf.get(id)) shelf.step(id, (state, reader) => applySynced(state, epoch, synced, reader));
    }
    for (const { c, seq } of gone) shelf.ended(c, { epoch, seq });
  });
}

/** null: a new life began meanwhile, and the answer means nothing any more. */
async function ask(call: Call, shelf: Shelf, question: Question): Promise<Answer | null> {
  const life = shelf.life();
  const answer = await call(sync, { body: question });
  if (life !== shelf.life()) return null;
  if (!shelf.believe(answer.epoch)) throw new ApiError('EPOCH_CHANGED', 'server');
  shelve(shelf, answer);
  return answer;
}

/** The next slice of what is held, in the order of ids. The last one has no end: what is new behind it is found too. */
function sliceAfter(shelf: Shelf, after: string | null): Question {
  const rest = shelf.all().filter(({ id }) => after === null || id > after);
  const inOrder = rest.sort((one, other) => (one.id < other.id ? -1 : 1));
  const slice = inOrder.slice(0, limits.syncHeads);
  return {
    epoch: shelf.reader()?.epoch ?? null,
    after,
    upTo: inOrder.length > slice.length ? (slice.at(-1)?.id ?? null) : null,
    heads: slice.map(headOf),
    open: slice.flatMap((state) => openHeadOf(state) ?? []).slice(0, limits.syncOpen),
    ask: [],
  };
}

/** Compares all that is held with all that is, slice by slice; false: a new life began meanwhile, or another comparison took over. */
export async function syncAll(call: Call, shelf: Shelf, isOvertaken: () => boolean): Promise<boolean> {
  let after: string | null = null;
  do {
    const question = sliceAfter(shelf, after);
    const answer = await ask(call, shelf, question);
    if (answer === null || isOvertaken()) return false;
    after = answer.coveredUpTo ?? question.upTo;
  } while (after !== null);
  return true;
}

/** Asks about these conversations alone: their lines, and how those held open go on. */
export async function syncSome(call: Call, shelf: Shelf, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += limits.syncOpen) {
    const some = ids.slice(start, start + limits.syncOpen);
    const [nowhere] = some;
    if (nowhere === undefined) return;
    await ask(call, shelf, {
      epoch: shelf.reader()?.epoch ?? null,
      // A range with nothing in it: only what is named is answered.
      after: nowhere,
      upTo: nowhere,
      heads: [],
      open: some.flatMap((id) => {
        const state = shelf.get(id);
        return (state && openHeadOf(state)) ?? [];
      }),
      ask: [...some],
    });
  }
}
