import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tabWorld } from '@parley/client/chat-client/testing/tab-world.ts';
import { built } from '@parley/local/build.ts';
import { createTeardown } from '@parley/local/teardown.ts';
import type { Sample } from '../checker/truth.ts';
import { cacheOf, createDevice, type Device, type DeviceOptions, type Person } from '../devices/device.ts';
import { createRecorder, type Recorder } from '../devices/recorder.ts';
import { createProxy, type Link } from '../net/proxy.ts';
import type { Random } from '../random.ts';
import { type Api, createApi } from './api.ts';
import { type Backend, createBackend } from './backend.ts';
import { type Finished, finish } from './finish.ts';
import { type ChaosPostgres, startChaosPostgres } from './postgres.ts';
import { freshOf } from './read-finals.ts';
import { createTruthReader, type TruthReader } from './read-truth.ts';
import { type ChaosRedis, startChaosRedis } from './redis.ts';
import { startSampling } from './sampler.ts';
import type { WorldOptions } from './world-options.ts';

/** Somebody with an account, and a hand of the harness on the service in his name. */
export interface Citizen extends Person {
  readonly cookie: string;
  readonly api: Api;
  /** The same hand on one node alone. */
  at(backend: Backend): Api;
}

/** Everything that runs: what is real, the links between, and what was seen. */
export interface World {
  readonly random: Random;
  readonly recorder: Recorder;
  readonly postgres: ChaosPostgres;
  readonly redis: ChaosRedis;
  readonly backends: readonly Backend[];
  readonly citizens: readonly Citizen[];
  readonly devices: readonly Device[];
  readonly samples: readonly Sample[];
  readonly reader: TruthReader;
  /** Conversations that the devices hold open. */
  readonly conversations: string[];
  /** Somebody new, with an account of his own. */
  register(name: string): Promise<Citizen>;
  /** Another device of somebody, on a link of its own; signed in, not started. */
  addDevice(citizen: Citizen): Promise<Device>;
  /** Another tab of that device, with a link of its own; not started. */
  addTab(beside: Device, citizen: Citizen): Promise<Device>;
  /** Who owns it is named first; a group that shows only what came after one joined is `since_join`. */
  startGroup(people: readonly Citizen[], policy?: 'full' | 'since_join'): Promise<string>;
  /** The hand of a device's own session, where the harness wants to act in it. */
  handOf(device: Device): Api;
  /** Another way in for whom the scenario brings itself; it leads to some node that is up. */
  addLink(): Promise<Link>;
  /** The device ends, and nobody waits for it any more. */
  dismiss(device: Device): Promise<void>;
  /** What was met before is judged no more; what was written stays known. */
  forgetPast(): void;
  /** Remembers that something was broken, healed or written now: stillness is counted from here. */
  touch(): void;
  /** Lets so many seconds pass; ends at once when somebody asks us to stop. */
  during(seconds: number, stop: AbortSignal): Promise<void>;
  /** Waits for stillness, then says how everything stands. */
  finish(withinMs: number, patienceMs: number): Promise<Finished>;
  close(): Promise<void>;
}

const password = 'correct horse battery staple';

/** Starts it all, empty. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { random } = options;
  const ends = createTeardown();
  try {
    return await start(options, ends, random);
  } catch (error) {
    await ends.run().catch(() => undefined);
    throw error;
  }
}

async function start(options: WorldOptions, ends: ReturnType<typeof createTeardown>, random: Random): Promise<World> {
  const { program = () => [built.server], env = () => ({}), doubles = 0 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
  ends.add(() => rmSync(folder, { recursive: true, force: true }));
  const [postgres, redis] = await Promise.all([options.postgres ?? startChaosPostgres(), startChaosRedis()]);
  ends.add(() => postgres.stop());
  ends.add(() => redis.stop());

  const linkRandom = random.fork('links').next;
  const backends: Backend[] = [];
  for (let index = 0; index < (options.backends ?? 3); index += 1) {
    const backend = createBackend({
      name: `backend-${index + 1}`,
      program: program(index),
      env: env(index),
      postgres: await createProxy(() => postgres.port, linkRandom),
      redis: await createProxy(() => redis.port(), linkRandom),
      databaseUrl: postgres.url,
      folder,
    });
    backends.push(backend);
    ends.add(() => backend.stop());
  }
  // One migrates, and then the others find it done.
  await backends[0]?.start();
  await Promise.all(backends.slice(1).map((backend) => backend.start()));

  const recorder = createRecorder();
  const reader = createTruthReader(postgres.url);
  const citizens: Citizen[] = [];
  const devices: Device[] = [];
  const samples: Sample[] = [];
  const conversations: string[] = [];
  const hands = new Map<string, Api>();
  let touched = performance.now();

  const balance = random.fork('balance');
  /** As a balancer does: somebody who is up; where nobody is, somebody who refuses. */
  const somePort = (): number | null => {
    const up = backends.filter((backend) => backend.isUp());
    return (balance.pick(up) ?? balance.pick(backends))?.port ?? null;
  };
  const someOrigin = () => `http://127.0.0.1:${somePort() ?? 0}`;
  const anonymous = createApi(someOrigin, null);

  async function addLink(): Promise<Link> {
    const link = await createProxy(somePort, linkRandom);
    ends.add(() => link.close());
    return link;
  }

  /** On a link of its own. */
  async function place(
    what: Pick<DeviceOptions, 'name' | 'person' | 'cookie' | 'storage' | 'beside'>,
  ): Promise<Device> {
    const doubling = random.fork(`doubles ${what.name}`);
    const device = createDevice({
      ...what,
      link: await addLink(),
      recorder,
      random: random.fork(`device ${what.name}`).next,
      doubles: () => doubling.chance(doubles),
      conversations: () => conversations,
      browser: what.beside?.browser ?? (options.browsers === true ? tabWorld() : null),
      ...(options.createClient === undefined ? {} : { create: options.createClient }),
    });
    devices.push(device);
    ends.add(() => device.stop().catch(() => undefined));
    return device;
  }

  ends.add(startSampling(reader, () => recorder.now(), samples));

  return {
    random,
    recorder,
    postgres,
    redis,
    backends,
    citizens,
    devices,
    samples,
    reader,
    conversations,
    async register(name) {
      const username = `${name}-${crypto.randomUUID().slice(0, 8)}`;
      const body = { username, displayName: name, email: `${username}@example.org`, password };
      const answer = await anonymous.insist('POST', '/accounts', body);
      const { id } = answer.body as { id: string };
      const { cookie } = answer;
      const at = (backend: Backend) => createApi(() => `http://127.0.0.1:${backend.port}`, cookie);
      const citizen = { id, username, cookie: cookie ?? '', at, api: createApi(someOrigin, cookie) };
      citizens.push(citizen);
      return citizen;
    },
    addLink,
    async addDevice(citizen) {
      const { cookie } = await anonymous.insist('POST', '/sessions', { username: citizen.username, password });
      const name = `${citizen.username.split('-')[0]}-${devices.length + 1}`;
      hands.set(name, createApi(someOrigin, cookie));
      // Worlds of one process share one IndexedDB.
      const storage = `${basename(folder)}-${name}`;
      for (const disk of [storage, cacheOf(storage)]) ends.add(() => void indexedDB.deleteDatabase(disk));
      return place({ name, person: citizen, cookie: cookie ?? '', storage });
    },
    addTab: (beside, citizen) =>
      place({
        name: `${beside.name}-tab-${devices.length + 1}`,
        person: citizen,
        cookie: citizen.cookie,
        storage: `${basename(folder)}-${beside.name}`,
        beside,
      }),
    async startGroup(people, policy = 'full') {
      const [owner, ...others] = people;
      if (owner === undefined) throw new Error('A group begins with somebody.');
      const id = crypto.randomUUID();
      const userIds = others.map((one) => one.id);
      await owner.api.insist('POST', '/conversations', {
        kind: 'group',
        id,
        title: `Crew ${conversations.length + 1}`,
        userIds,
      });
      if (policy === 'since_join') {
        await reader.query('UPDATE conversations SET history_policy = $2 WHERE id = $1', [id, policy]);
        await reader.query('UPDATE participants SET visible_from_seq = joined_seq WHERE conversation_id = $1', [id]);
      }
      conversations.push(id);
      return id;
    },
    handOf: ({ name }) => hands.get(name) ?? anonymous,
    async dismiss(device) {
      devices.splice(devices.indexOf(device), 1);
      await device.stop();
    },
    forgetPast() {
      const { history } = recorder;
      const written = history.filter(({ kind }) => kind === 'send' || kind === 'edit' || kind === 'remove');
      history.splice(0, history.length, ...written);
      samples.splice(0);
    },
    touch() {
      touched = performance.now();
    },
    during: (seconds, stop) => setTimeout(seconds * 1_000, undefined, { signal: stop }),
    finish: (withinMs, patienceMs) =>
      finish({
        reader,
        recorder,
        devices,
        since: () => Math.round(performance.now() - touched),
        askAnew: () => Promise.all(citizens.map(({ id, api }) => freshOf(id, api, conversations))),
        withinMs,
        patienceMs,
      }),
    close: () => ends.run(),
  };
}
