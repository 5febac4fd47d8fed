import { startGroup } from '@parley/backend/testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '@parley/backend/testing/service.ts';
import { vi } from 'vitest';
import { type Device, type Faults, patience, type Request, startDevice } from './device.ts';

/** A service of its own with two people, Ada and Bob. */
export interface Stage {
  readonly service: TestService;
  readonly ada: TestPerson;
  readonly bob: TestPerson;
  /** A device of somebody, signed in. */
  device(person: TestPerson, faults?: Faults, disk?: string): Promise<Device>;
  /** Both with a device that has their conversation open. */
  pair(faultsOfAda?: Faults, faultsOfBob?: Faults): Promise<[conversation: string, a: Device, b: Device]>;
  /** What the database has of a conversation: its words, in the order of their numbers. */
  record(conversation: string): Promise<{ seq: number; content: string }[]>;
}

/** Starts it; a test file starts one and closes its service. */
export async function openStage(): Promise<Stage> {
  const service = await startTestService();
  const [ada, bob] = [await service.register('Ada'), await service.register('Bob')];
  const device: Stage['device'] = (person, faults = {}, disk = crypto.randomUUID()) =>
    startDevice(person, { url: service.url, faults, disk });
  return {
    service,
    ada,
    bob,
    device,
    async pair(faultsOfAda = {}, faultsOfBob = {}) {
      const group = await startGroup(ada, [bob], 'Path');
      const [a, b] = await Promise.all([device(ada, faultsOfAda), device(bob, faultsOfBob)]);
      await opened(group, a, b);
      return [group, a, b];
    },
    record: (conversation) =>
      service.db.query(
        "SELECT seq, content FROM messages WHERE conversation_id = $conversation AND kind = 'text' ORDER BY seq",
        { conversation },
      ),
  };
}

/** Opens a conversation on these devices; a machine that is busy may put one off, and then it is asked again. */
export async function opened(conversation: string, ...devices: readonly Device[]): Promise<void> {
  await Promise.all(devices.map(({ chat }) => soon(() => chat.open(conversation))));
}

/** Waits until it holds, longer than any bound of the protocol. */
export const soon = (assert: () => void | Promise<void>): Promise<void> => vi.waitFor(assert, patience);

/** Whether a request is one that sends a message. */
export const isSend = ({ method, path }: Pick<Request, 'method' | 'path'>): boolean =>
  method === 'POST' && path.endsWith('/messages');
