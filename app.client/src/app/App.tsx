import { type ReactNode, useRef } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useVisited } from '../chat/use-report.ts';
import { useMe, useSession } from '../chat/use-session.ts';
import { cameFrom } from '../features/auth/came-from.ts';
import { LiveRegion } from '../ui/LiveRegion.tsx';
import { Toaster } from '../ui/Toaster.tsx';
import { useWorld } from '../ui/World.tsx';
import { ChatPage } from './ChatPage.tsx';
import { NoSuchPage } from './NoSuchPage.tsx';
import { AdminPage, FocusKeeper, RegisterPage, SessionExpiredDialog, SignInPage } from './overlays.ts';
import { PageBoundary } from './PageBoundary.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import { Splash } from './Splash.tsx';

/** All addresses, and what stands over every one of them. */
export function App() {
  const { voice, toasts } = useWorld();
  useVisited(useLocation().pathname);
  return (
    <>
      <PageBoundary>
        <Addresses />
        <SignInAgain />
      </PageBoundary>
      <Toaster toasts={toasts} />
      <LiveRegion voice={voice} />
      <FocusKeeper />
    </>
  );
}

function Addresses() {
  return (
    <Routes>
      <Route path="/sign-in" element={<Outside>{<SignInPage />}</Outside>} />
      <Route path="/register" element={<Outside>{<RegisterPage />}</Outside>} />
      {['/', '/c/:conversationId', '/c/:conversationId/m/:messageId'].map((path) => (
        <Route
          key="chat"
          path={path}
          element={
            <Inside>
              <ChatPage />
            </Inside>
          }
        />
      ))}
      <Route
        path="/admin/*"
        element={
          <Inside>
            <ForAdmins>
              <AdminPage />
            </ForAdmins>
          </Inside>
        }
      />
      <Route path="*" element={<NoSuchPage />} />
    </Routes>
  );
}

/** For those who are signed in; a session that ended keeps the page, and a dialog over it. */
function Inside({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname } = useLocation();
  if (session === 'unknown') return <Splash />;
  if (session === 'signedOut') return <Navigate to="/sign-in" replace state={{ from: pathname }} />;
  return children;
}

/** For those who administrate the instance; to others there is no such page, and its code is not fetched. */
function ForAdmins({ children }: { children: ReactNode }) {
  if (!useMe()?.isAdmin) return <NoSuchPage />;
  return <PaneBoundary name="The administration">{children}</PaneBoundary>;
}

/** Over every page, once a session has ended under somebody's hands. */
function SignInAgain() {
  const ended = useRef(false);
  const expired = useSession() === 'expired';
  ended.current ||= expired;
  return ended.current && <SessionExpiredDialog />;
}

/** For those who are not. */
function Outside({ children }: { children: ReactNode }) {
  const session = useSession();
  const { state } = useLocation();
  if (session === 'unknown') return <Splash />;
  if (session === 'signedIn') return <Navigate to={cameFrom(state)} replace />;
  return children;
}
