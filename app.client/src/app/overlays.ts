import { DeleteDialog, RowMenu, StoryCard } from '../features/timeline/later.ts';
import { later, laterOver } from '../ui/later.ts';
import { Splash } from './Splash.tsx';

const isOpen = ({ open }: { open: boolean }): boolean => open;

// What lies over the page, and what few see: its code comes after the first paint.
/** StartDialog, later. */
export const StartDialog = laterOver(
  async () => (await import('../features/people/StartDialog.tsx')).StartDialog,
  isOpen,
);
/** AddPeopleDialog, later. */
export const AddPeopleDialog = laterOver(
  async () => (await import('../features/people/AddPeopleDialog.tsx')).AddPeopleDialog,
  isOpen,
);
/** DoctorDialog, later. */
export const DoctorDialog = laterOver(
  async () => (await import('../features/doctor/DoctorDialog.tsx')).DoctorDialog,
  isOpen,
);
/** MembersPanel, later. */
export const MembersPanel = later(async () => (await import('../features/members/MembersPanel.tsx')).MembersPanel);
/** OutboxTray, later. */
export const OutboxTray = laterOver(async () => (await import('../features/outbox/OutboxTray.tsx')).OutboxTray, isOpen);
/** UnsentLeft, later. */
export const UnsentLeft = later(async () => (await import('../features/outbox/UnsentLeft.tsx')).UnsentLeft);
/** SettingsDialog, later. */
export const SettingsDialog = laterOver(
  async () => (await import('../features/settings/SettingsDialog.tsx')).SettingsDialog,
  isOpen,
);
/** ShortcutSheet, later. */
export const ShortcutSheet = laterOver(
  async () => (await import('../features/shortcuts/ShortcutSheet.tsx')).ShortcutSheet,
  isOpen,
);
/** SearchDialog, later. */
export const SearchDialog = laterOver(
  async () => (await import('../features/search/SearchDialog.tsx')).SearchDialog,
  isOpen,
);
/** Switcher, later. */
export const Switcher = laterOver(async () => (await import('../features/shortcuts/Switcher.tsx')).Switcher, isOpen);
/** ExportDialog, later. */
export const ExportDialog = laterOver(
  async () => (await import('../features/export/ExportDialog.tsx')).ExportDialog,
  isOpen,
);
/** RetentionDialog, later. */
export const RetentionDialog = laterOver(
  async () => (await import('../features/retention/RetentionDialog.tsx')).RetentionDialog,
  isOpen,
);
/** MyDataDialog, later. */
export const MyDataDialog = laterOver(
  async () => (await import('../features/export/MyDataDialog.tsx')).MyDataDialog,
  isOpen,
);
/** SpeedDialog, later. */
export const SpeedDialog = laterOver(
  async () => (await import('../features/speed/SpeedDialog.tsx')).SpeedDialog,
  isOpen,
);
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
