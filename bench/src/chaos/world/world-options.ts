import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import type { ClientPorts } from '@parley/client/chat-client/ports.ts';
import type { Random } from '../random.ts';
import type { ChaosPostgres } from './postgres.ts';

/** What a run may want otherwise than the real thing. */
export interface WorldOptions {
  readonly random: Random;
  readonly backends?: number;
  readonly doubles?: number;
  /** What Node is started with, by the number of the backend. */
  readonly program?: (index: number) => readonly string[];
  readonly env?: (index: number) => Readonly<Record<string, string>>;
  readonly createClient?: (ports: ClientPorts) => ChatClient;
  /** Devices are whole browsers: they open without a network, and their tabs agree on one that sends. */
  readonly browsers?: boolean;
  /** A database of a server that others use too; without it the world has a server of its own. */
  readonly postgres?: ChaosPostgres;
}
