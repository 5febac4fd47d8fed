import { DeleteDialog, RowMenu, StoryCard } from '../features/timeline/later.ts';
import { later } from '../ui/later.ts';
import { laterOver } from '../ui/later-over.ts';
import { Splash } from './Splash.tsx';

// What lies over the page, and what few see: its code comes after the first paint.
/** FocusKeeper, later. */
export const FocusKeeper = later('FocusKeeper', () => import('../ui/FocusKeeper.tsx'));
/** StartDialog, later. */
export const StartDialog = laterOver('StartDialog', () => import('../features/people/StartDialog.tsx'));
/** AddPeopleDialog, later. */
export const AddPeopleDialog = laterOver('AddPeopleDialog', () => import('../features/people/AddPeopleDialog.tsx'));
/** DoctorDialog, later. */
export const DoctorDialog = laterOver('DoctorDialog', () => import('../features/doctor/DoctorDialog.tsx'));
/** MembersPanel, later. */
export const MembersPanel = later('MembersPanel', () => import('../features/members/MembersPanel.tsx'));
/** OutboxTray, later. */
export const OutboxTray = laterOver('OutboxTray', () => import('../features/outbox/OutboxTray.tsx'));
/** UnsentLeft, later. */
export const UnsentLeft = later('UnsentLeft', () => import('../features/outbox/UnsentLeft.tsx'));
/** SettingsDialog, later. */
export const SettingsDialog = laterOver('SettingsDialog', () => import('../features/settings/SettingsDialog.tsx'));
/** ShortcutSheet, later. */
export const ShortcutSheet = laterOver('ShortcutSheet', () => import('../features/shortcuts/ShortcutSheet.tsx'));
/** SearchDialog, later. */
export const SearchDialog = laterOver('SearchDialog', () => import('../features/search/SearchDialog.tsx'));
/** Switcher, later. */
export const Switcher = laterOver('Switcher', () => import('../features/shortcuts/Switcher.tsx'));
/** ExportDialog, later. */
export const ExportDialog = laterOver('ExportDialog', () => import('../features/export/ExportDialog.tsx'));
/** RetentionDialog, later. */
export const RetentionDialog = laterOver('RetentionDialog', () => import('../features/retention/RetentionDialog.tsx'));
/** MyDataDialog, later. */
export const MyDataDialog = laterOver('MyDataDialog', () => import('../features/export/MyDataDialog.tsx'));
/** SpeedDialog, later. */
export const SpeedDialog = laterOver('SpeedDialog', () => import('../features/speed/SpeedDialog.tsx'));
/** WhyUnreadDialog, later. */
export const WhyUnreadDialog = laterOver(
  'WhyUnreadDialog',
  () => import('../features/unread/WhyUnreadDialog.tsx'),
  () => true,
);
/** AdminPage, later: few are shown it, and only they fetch it. */
export const AdminPage = later('AdminPage', () => import('../features/admin/AdminPage.tsx'), Splash);
/** ClosedNote, later. */
export const ClosedNote = later('ClosedNote', () => import('../features/retention/ClosedNote.tsx'));
/** SignInPage, later. */
export const SignInPage = later('SignInPage', () => import('../features/auth/SignInPage.tsx'), Splash);
/** RegisterPage, later. */
export const RegisterPage = later('RegisterPage', () => import('../features/auth/RegisterPage.tsx'), Splash);

/** SessionExpiredDialog, later. */
export const SessionExpiredDialog = later(
  'SessionExpiredDialog',
  () => import('../features/auth/SessionExpiredDialog.tsx'),
);

/** Everything above, and what the line itself needs later: one after the other, so that none keeps a press waiting for all. */
export async function loadLater(): Promise<void> {
  const all = [
    ClosedNote,
    RowMenu,
    StoryCard,
    DeleteDialog,
    SessionExpiredDialog,
    StartDialog,
    AddPeopleDialog,
    DoctorDialog,
    MembersPanel,
    OutboxTray,
    UnsentLeft,
    SettingsDialog,
    ShortcutSheet,
    SearchDialog,
    Switcher,
    ExportDialog,
    RetentionDialog,
    MyDataDialog,
    SpeedDialog,
    WhyUnreadDialog,
    SignInPage,
    RegisterPage,
  ];
  for (const one of all) await one.load();
}
