/** Why this does not start, in a line for whoever runs it: he can mend it, and no stack helps him. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
