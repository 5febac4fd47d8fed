import { Link, useLocation, useNavigate } from 'react-router';
import { AuthPage } from './AuthPage.tsx';
import { cameFrom } from './came-from.ts';
import { SignInForm } from './SignInForm.tsx';

/** The way in for those who have an account; leads on to where one wanted to go. */
export function SignInPage() {
  const navigate = useNavigate();
  const location = useLocation();
  return (
    <AuthPage title="Sign in" subtitle="to go on where you left off">
      <SignInForm onDone={() => navigate(cameFrom(location.state), { replace: true })} />
      <p className="auth-other">
        New here?{' '}
        <Link to="/register" state={location.state}>
          Make an account
        </Link>
      </p>
    </AuthPage>
  );
}
