/** All devices of a person. Everything is addressed to people: a conversation has no room, so nobody can linger in one. */
export const userRoom = (userId: string): string => `user:${userId}`;

/** All sockets of one session. */
export const sessionRoom = (sessionId: string): string => `session:${sessionId}`;
