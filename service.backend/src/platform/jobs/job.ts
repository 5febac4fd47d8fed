/** What becomes of a job. `waiting` and `running` may still change, the others stay. */
type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Anything that JSON keeps. */
export type Json = { readonly [key: string]: unknown };

/** A job as its row has it. */
export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string | null;
  readonly conversationId: string | null;
  readonly input: Json;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly result: Json | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** What is to be done. The id may be the client's, so that asking twice is one job. */
export interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string | null;
  readonly conversationId?: string;
  readonly input: Json;
}

/** A job that runs. `signal` falls when it was cancelled, when this process ends, or when another run took it over. */
export interface RunningJob {
  readonly row: JobRow;
  readonly signal: AbortSignal;
  /** Writes how far it has come; fails when the job is not this run's any more. */
  progress(done: number, total?: number): Promise<void>;
  /** To be waited for between two steps: whoever sends comes first. Fails as soon as `signal` falls. */
  rest(): Promise<void>;
}

/** Does the jobs of one kind. It may be run again from the beginning: what it does twice must be harmless. */
export type JobHandler = (job: RunningJob) => Promise<Json>;
