import { Download, Gauge, Wrench } from 'lucide-react';
import { Link } from 'react-router';
import { useMe, useStorageKind } from '../../chat/use-session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { WarmNote } from '../../ui/SignInLayout.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { EraseAccount } from './EraseAccount.tsx';
import { MeasureSettings } from './MeasureSettings.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { SignedIn } from './SignedIn.tsx';
import { SignOut } from './SignOut.tsx';
import './settings.css';

interface SettingsDialogProps {
  open: boolean;
  onClose: () => void;
  /** To one's own speed. */
  onSpeed: () => void;
  /** To one archive of all that is one's own. */
  onMyData: () => void;
}

/** Oneself, how it looks, and the way out. */
export function SettingsDialog({ open, onClose, onSpeed, onMyData }: SettingsDialogProps) {
  const me = useMe();
  const storage = useStorageKind();
  if (!me) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title="Settings"
      description={me.email}
      footer={<SignOut onSignedOut={onClose} />}
    >
      <div className="settings">
        <ProfileForm me={me} />
        <AppearanceSettings />
        <MeasureSettings />
        <div className="settings-mine">
          <ChangePassword username={me.username} />
          <SignedIn />
          <Button variant="quiet" onClick={onSpeed}>
            <Gauge />
            My speed
          </Button>
          <Button variant="quiet" onClick={onMyData}>
            <Download />
            All my data
          </Button>
          <EraseAccount />
        </div>
        {me.isAdmin && (
          <Link className="settings-admin" to="/admin">
            <Wrench />
            Administration of this instance
          </Link>
        )}
        {storage !== 'ok' && (
          <WarmNote>
            {storage === 'memory'
              ? 'This browser keeps nothing: what is not sent yet does not survive a reload.'
              : 'This device has no room left: what you write now may not survive a reload.'}
          </WarmNote>
        )}
      </div>
    </Dialog>
  );
}
