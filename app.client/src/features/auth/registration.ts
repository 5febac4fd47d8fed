import { limits } from '@parley/shared/limits.ts';
import { DisplayName, Email, Password, Username } from '@parley/shared/models/user.ts';
import { passwordWords } from '../../chat/password-words.ts';

/** The four things an account is made of. */
export type RegistrationField = 'username' | 'displayName' | 'email' | 'password';

/** What somebody has typed so far. */
export type Registration = Readonly<Record<RegistrationField, string>>;

const wrong: Readonly<Record<RegistrationField, string>> = {
  username: `Use ${limits.usernameMin} to ${limits.usernameMax} lower-case letters, digits, dots, dashes or underscores, beginning with a letter or a digit.`,
  displayName: `Use 1 to ${limits.displayNameLength} characters, in one line.`,
  email: 'This is not an e-mail address.',
  password: passwordWords,
};

/** What is wrong with a registration, by field, by the same rules as the server's. */
export function registrationProblems(given: Registration): Partial<Record<RegistrationField, string>> {
  const fits: Readonly<Record<RegistrationField, boolean>> = {
    username: Username.safeParse(given.username).success,
    displayName: DisplayName.safeParse(given.displayName).success,
    email: Email.safeParse(given.email).success,
    password: Password.safeParse(given.password).success,
  };
  const fields = Object.keys(wrong) as RegistrationField[];
  return Object.fromEntries(fields.flatMap((field) => (fits[field] ? [] : [[field, wrong[field]]])));
}
