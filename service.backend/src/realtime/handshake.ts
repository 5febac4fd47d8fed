import type { ErrorCode } from '@parley/shared/errors.ts';
import type { Actor } from '../modules/actor.ts';
import { addressKey } from '../platform/address.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { Limiter } from '../platform/limits.ts';
import type { Logger } from '../platform/logger.ts';
import type { Peer, PeerOf } from '../platform/peer.ts';
import { userRoom } from './rooms.ts';
import type { AllowRequest, ClientSocket, SocketServer } from './socket-server.ts';

/** Failed handshakes an address may make in a minute. */
export const handshakeWindows = [{ points: 20, seconds: 60 }];

/** Sockets of one person on one node. */
export const socketsPerUser = 12;

interface HandshakeDeps {
  readonly originAllowed: (origin: string | undefined, host: string | undefined) => boolean;
  readonly peerOf: PeerOf;
  readonly authenticate: (cookieHeader: string | undefined) => Promise<Actor | null>;
  readonly failures: Limiter;
  readonly isDraining: () => boolean;
  readonly logger: Logger;
  /** How each handshake ended: `accepted`, or why not. */
  readonly onOutcome: (outcome: string) => void;
}

/**
 * Two doors. Before the upgrade: only pages of ours (`cors` does not stop a WebSocket), and only so many failures an
 * address. Before the connection: the session of the cookie; nobody's socket ever joins a room.
 */
export function createHandshake(deps: HandshakeDeps): { allowRequest: AllowRequest; guard(io: SocketServer): void } {
  const { failures, peerOf, logger, onOutcome } = deps;
  const succeeded = new WeakSet<ClientSocket['conn']>();

  /** Counted beforehand and given back when it succeeds, so that many at once cannot slip through. */
  const count = async ({ address, isLocal }: Peer) => {
    if (!isLocal) await failures.take(addressKey(address));
  };

  /** Once a connection, which may say several times that it connects. */
  async function giveBack({ address, isLocal }: Peer, connection: ClientSocket['conn']): Promise<void> {
    if (isLocal || succeeded.has(connection)) return;
    succeeded.add(connection);
    await failures.giveBack(addressKey(address));
  }

  return {
    allowRequest(request, decide) {
      const refuse = (reason: string) => {
        onOutcome(reason);
        decide(reason, false);
      };
      if (deps.isDraining()) return refuse('draining');
      count(peerOf(request)).then(
        () => {
          if (deps.originAllowed(request.headers.origin, request.headers.host)) decide(null, true);
          else refuse('origin');
        },
        () => refuse('too many'),
      );
    },

    guard(io) {
      io.use((socket, next) => {
        const peer = peerOf(socket.request);
        const refuse = (code: ErrorCode) => {
          onOutcome(code);
          next(Object.assign(new Error(code), { data: { code } }));
        };
        deps
          .authenticate(socket.handshake.headers.cookie)
          .then(async (actor) => {
            if (actor === null) return refuse('UNAUTHENTICATED');
            // As over HTTP: who connects says whom for.
            if ((socket.handshake.auth.account ?? actor.userId) !== actor.userId) return refuse('ACCOUNT_CHANGED');
            await giveBack(peer, socket.conn);
            const open = io.of('/').adapter.rooms.get(userRoom(actor.userId))?.size ?? 0;
            if (open >= socketsPerUser) return refuse('RATE_LIMITED');
            // His place is taken with the look at it, so that many at once cannot slip through. Who is refused after all leaves it.
            void socket.join(userRoom(actor.userId));
            socket.data = { actor, address: peer.address };
            onOutcome('accepted');
            next();
          })
          .catch((error: unknown) => {
            logger.warn({ err: error }, 'a handshake failed');
            refuse(error instanceof DomainError ? error.code : 'UNAVAILABLE');
          });
      });
    },
  };
}
