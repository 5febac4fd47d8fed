import { DeleteDialog, RowMenu, StoryCard } from '../features/timeline/later.ts';
import { later } from '../ui/later.ts';
import { Splash } from './Splash.tsx';

// What lies over the page, and what few see: its code comes after the first paint.
/** StartDialog, later. */
export const StartDialog = later(async () => (await import('../features/people/StartDialog.tsx')).StartDialog);
/** AddPeopleDialog, later. */
export const AddPeopleDialog = later(
  async () => (await import('../features/people/AddPeopleDialog.tsx')).AddPeopleDialog,
);
/** DoctorDialog, later. */
export const DoctorDialog = later(async () => (await import('../features/doctor/DoctorDialog.tsx')).DoctorDialog);
/** MembersPanel, later. */
export const MembersPanel = later(async () => (await import('../features/members/MembersPanel.tsx')).MembersPanel);
/** OutboxTray, later. */
export const OutboxTray = later(async () => (await import('../features/outbox/OutboxTray.tsx')).OutboxTray);
/** UnsentLeft, later. */
export const UnsentLeft = later(async () => (await import('../features/outbox/UnsentLeft.tsx')).UnsentLeft);
/** SettingsDialog, later. */
export const SettingsDialog = later(
  async () => (await import('../features/settings/SettingsDialog.tsx')).SettingsDialog,
);
/** ShortcutSheet, later. */
export const ShortcutSheet = later(async () => (await import('../features/shortcuts/ShortcutSheet.tsx')).ShortcutSheet);
/** SearchDialog, later. */
export const SearchDialog = later(async () => (await import('../features/search/SearchDialog.tsx')).SearchDialog);
/** Switcher, later. */
export const Switcher = later(async () => (await import('../features/shortcuts/Switcher.tsx')).Switcher);
/** ExportDialog, later. */
export const ExportDialog = later(async () => (await import('../features/export/ExportDialog.tsx')).ExportDialog);
/** RetentionDialog, later. */
export const RetentionDialog = later(
  async () => (await import('../features/retention/RetentionDialog.tsx')).RetentionDialog,
);
/** MyDataDialog, later. */
export const MyDataDialog = later(async () => (await import('../features/export/MyDataDialog.tsx')).MyDataDialog);
/** SpeedDialog, later. */
export const SpeedDialog = later(async () => (await import('../features/speed/SpeedDialog.tsx')).SpeedDialog);
/** WhyUnreadDialog, later. */
export const WhyUnreadDialog = later(
  async () => (await import('../features/unread/WhyUnreadDialog.tsx')).WhyUnreadDialog,
);
/** SignInPage, later. */
export const SignInPage = later(async () => (await import('../features/auth/SignInPage.tsx')).SignInPage, Splash);
/** RegisterPage, later. */
export const RegisterPage = later(async () => (await import('../features/auth/RegisterPage.tsx')).RegisterPage, Splash);

/** SessionExpiredDialog, later. */
export const SessionExpiredDialog = later(
  async () => (await import('../features/auth/SessionExpiredDialog.tsx')).SessionExpiredDialog,
);

/** Everything above, and what the line itself needs later: one after the other, so that none keeps a press waiting for all. */
export async function loadLater(): Promise<void> {
  const all = [
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
