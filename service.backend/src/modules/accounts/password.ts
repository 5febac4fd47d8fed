import { hash, verify } from '@node-rs/argon2';
import { createGate } from '../../platform/gate.ts';

// OWASP's second choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const current = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

/** Makes and checks password hashes behind one small gate: hashing is dear on purpose, and must not starve the chat. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for the unknown (null) as for the wrong. */
  verify(stored: string | null, password: string): Promise<boolean>;
  /** True when a hash was made with another cost than today's. */
  isOutdated(stored: string): boolean;
}

/** Four at once, 32 wait, the rest is told to come again. */
export function createPasswords(): Passwords {
  const gate = createGate({ atOnce: 4, queue: 32 });
  // The same characters typed on two keyboards may arrive composed differently.
  const normal = (password: string): string => password.normalize('NFKC');
  let decoy: Promise<string> | null = null;

  return {
    hash: (password) => gate.run(() => hash(normal(password), cost)),
    async verify(stored, password) {
      return gate.run(async () => {
        decoy ??= hash('nobody has this password', cost);
        const matches = await verify(stored ?? (await decoy), normal(password));
        return matches && stored !== null;
      });
    },
    isOutdated: (stored) => !current.test(stored),
  };
}
