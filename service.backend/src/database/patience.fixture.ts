/** A test machine may be busy with other things: what takes long there must not look like a failure. What a test wants to be hasty it says. */
export const patience = { poolWait: 20_000, statement: 20_000, lock: 20_000, answer: 20_000, connect: 20_000 };
