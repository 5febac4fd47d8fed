/** For a `catch`: what is given where there is no such file or folder. Any other failure goes on. */
export const whereMissing =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
