import { randomUUID } from 'node:crypto';
import { listSessions } from '@parley/shared/contract/own-account.routes.ts';
import { Epoch } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import { exportAs } from '../modules/exports/export.fixture.ts';
import { startGroup } from '../testing/conversations.ts';
import type { TestPerson, TestService } from '../testing/service.ts';

/** Who asks, in the order of the table's columns; the chief administrates the instance and is in no conversation. */
export const askers = ['nobody', 'outsider', 'former', 'member', 'admin', 'owner', 'chief'] as const;
export type Asker = (typeof askers)[number];
/** An asker with a session. */
export type SignedIn = Exclude<Asker, 'nobody'>;

/** People who are never replaced; `target` is a member to whom things are done, `guest` is in nothing. */
export type Cast = Readonly<Record<SignedIn | 'target' | 'guest', TestPerson>>;

/** A group in which everybody but the outsider and the chief wrote a message, and which the former participant then left. */
export interface World {
  readonly cast: Cast;
  readonly epoch: string;
  readonly conversationId: string;
  /** A word that stands in its title and in its messages and nowhere else: who may not see it must never get it. */
  readonly canary: string;
  readonly messageOfTarget: string;
  readonly sessionOfTarget: string;
  /** An export of the target's, ready to be fetched, and a link to it that was never used. */
  readonly exportOfTarget: string;
  readonly tokenOfTarget: string;
  messageOf(asker: Asker): string;
  contentOf(asker: Asker): string;
}

/** Brings the people. */
export async function bringCast(chat: TestService): Promise<Cast> {
  const [outsider, former, member] = [
    await chat.register('Out'),
    await chat.register('For'),
    await chat.register('Mem'),
  ];
  const [admin, owner] = [await chat.register('Adm'), await chat.register('Own')];
  return {
    outsider,
    former,
    member,
    admin,
    owner,
    chief: await chat.registerAdmin(),
    target: await chat.register('Tar'),
    guest: await chat.register('Gue'),
  };
}

/** Makes a world of its own for a question that changes it. */
export async function makeWorld(cast: Cast): Promise<World> {
  const { former, member, admin, owner, target } = cast;
  const canary = `canary${randomUUID().slice(0, 8)}`;
  const conversationId = await startGroup(owner, [former, member, admin, target], canary);
  const path = `/conversations/${conversationId}`;
  await owner.api.patch(`${path}/participants/${admin.me.id}`, { role: 'admin' });
  const messages = new Map<TestPerson, string>();
  const contentOf = ({ me }: TestPerson) => `${canary} says ${me.username}`;
  await Promise.all(
    [former, member, admin, owner, target].map(async (author) => {
      const id = randomUUID();
      messages.set(author, id);
      await author.api.post(`${path}/messages`, { id, content: contentOf(author) });
    }),
  );
  const answer = await owner.api.get(path);
  await owner.api.delete(`${path}/participants/${former.me.id}`);
  const { epoch } = z.object({ epoch: Epoch }).parse(answer.body);
  const [session] = listSessions.responses[200].parse((await target.api.get('/sessions')).body).sessions;
  const messageOf = (person: TestPerson) => messages.get(person) ?? randomUUID();
  const personOf = (asker: Asker) => (asker === 'nobody' ? cast.guest : cast[asker]);
  return {
    cast,
    epoch,
    conversationId,
    canary,
    messageOfTarget: messageOf(target),
    sessionOfTarget: session?.id ?? '',
    exportOfTarget: randomUUID(),
    tokenOfTarget: '',
    messageOf: (asker) => messageOf(personOf(asker)),
    contentOf: (asker) => contentOf(personOf(asker)),
  };
}

/** The same world, in which the target has exported the group and not yet fetched the file. */
export async function withExport(world: World): Promise<World> {
  const { id, token } = await exportAs(world.cast.target, world.conversationId);
  return { ...world, exportOfTarget: id, tokenOfTarget: token };
}
