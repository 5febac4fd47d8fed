import { failureWords } from '../../chat/failure-words.ts';
import './auth.css';

/** Why one is not in yet, where no field is to blame: a field that is fine is not marked as wrong. */
export function AuthFailure({ failure }: { failure: unknown }) {
  if (failure === null) return null;
  return (
    <p className="auth-failure" role="alert">
      {failureWords(failure)}
    </p>
  );
}
