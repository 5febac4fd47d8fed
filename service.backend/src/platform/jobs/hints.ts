/** Tells some process that there is a job. A hint may be lost, doubled or late: the row is the truth. */
export interface Hints {
  /** Begins to hear; may fail, and may be tried again. */
  open(hear: (jobId: string) => Promise<void>): Promise<void>;
  /** Fails, soon, when nobody can be told. */
  tell(jobId: string): Promise<void>;
  /** Hears no more, and settles when what was heard is done. */
  close(): Promise<void>;
}
