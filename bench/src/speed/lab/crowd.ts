import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';

/** Somebody with a session, who did not have to sign up for it. */
export interface Person {
  readonly id: string;
  readonly cookie: string;
}

/** People and their sessions, written straight into the tables: hashing passwords is not what is measured here. */
export async function makePeople(sql: pg.Pool, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, () => ({
    id: randomUUID(),
    session: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }));
  await sql.query(
    `INSERT INTO users (id, username, display_name, email, password_hash)
     SELECT id, 'bench-' || id, 'Bench ' || left(id::text, 4), 'bench@example.org', 'none' FROM unnest($1::uuid[]) AS id`,
    [people.map(({ id }) => id)],
  );
  await sql.query(
    `INSERT INTO sessions (id_hash, id, user_id, expires_at)
     SELECT hash, id, user_id, now() + interval '1 day' FROM unnest($1::bytea[], $2::uuid[], $3::uuid[]) AS one (hash, id, user_id)`,
    [
      people.map(({ token }) => createHash('sha256').update(token).digest()),
      people.map(({ session }) => session),
      people.map(({ id }) => id),
    ],
  );
  return people.map(({ id, token }) => ({ id, cookie: `sid=${token}` }));
}

/** What a page of ours sends with every request. */
export const headersOf = ({ cookie }: Pick<Person, 'cookie'>, url: string): Record<string, string> => ({
  cookie,
  origin: url,
  'x-csrf': '1',
  'content-type': 'application/json',
});

/** A group of these people, made by the first of them as anybody makes one. */
export async function makeRoom(url: string, people: readonly Person[]): Promise<string> {
  const [owner, ...others] = people;
  if (owner === undefined) throw new Error('nobody is there');
  const id = randomUUID();
  const ask = async (path: string, body: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: headersOf(owner, url),
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  };
  const ids = others.map((person) => person.id);
  await ask('/conversations', { id, kind: 'group', title: 'Bench', userIds: ids.slice(0, 100) });
  for (let at = 100; at < ids.length; at += 100) {
    await ask(`/conversations/${id}/participants`, { userIds: ids.slice(at, at + 100) });
  }
  return id;
}
