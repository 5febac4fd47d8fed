import { styleText } from 'node:util';

/** Somebody to sign in as. */
export type DemoAccount = { readonly username: string; readonly displayName: string; readonly password: string };

/** The one among the demo people who administrates the instance. */
export const demoAdmin = 'nora';

/** What `npm start` says when all is ready; `styled` for a terminal, plain for a pipe; `admin` is marked among the accounts. */
export function announcement(
  address: string,
  accounts: readonly DemoAccount[],
  folder: string,
  styled: boolean,
  admin = '',
): string {
  const dim = (text: string) => (styled ? styleText('dim', text) : text);
  const bold = (text: string) => (styled ? styleText('bold', text) : text);
  const width = Math.max(0, ...accounts.map(({ username }) => username.length));
  const passwordWidth = Math.max(0, ...accounts.map(({ password }) => password.length));
  const rows = accounts.map(
    ({ username, displayName, password }) =>
      `    ${username.padEnd(width)}   ${password.padEnd(passwordWidth)}   ${dim(displayName + (username === admin ? ', administrator' : ''))}`,
  );
  const people =
    rows.length === 0
      ? []
      : ['', '  Sign in as one of these, in two browsers as two (user name, password):', '', ...rows];
  return [
    '',
    `  ${bold('Parley')} is ready at ${bold(address)}`,
    ...people,
    '',
    dim(`  Data in ${folder}. Ctrl-C ends it; "npm run reset" starts over.`),
    '',
  ].join('\n');
}

/** Reads what the seed tells about its people. */
export function parseAccounts(json: string): readonly DemoAccount[] {
  const accounts: unknown = JSON.parse(json);
  if (!Array.isArray(accounts) || !accounts.every(isAccount)) throw new Error('The seed told no accounts.');
  return accounts;
}

function isAccount(value: unknown): value is DemoAccount {
  if (typeof value !== 'object' || value === null) return false;
  const { username, displayName, password } = value as Partial<Record<keyof DemoAccount, unknown>>;
  return [username, displayName, password].every((field) => typeof field === 'string');
}
