import { changeProfile, me, register, signIn, signOut } from './accounts.routes.ts';
import { adminInstance } from './admin.routes.ts';
import { getError, listErrors, resolveError } from './admin-reports.routes.ts';
import {
  adminRetention,
  listRetentionEntries,
  previewInstanceRetention,
  runRetention,
  setRetention,
} from './admin-retention.routes.ts';
import { archiveForAll, archiveForMe } from './archive.routes.ts';
import {
  addParticipants,
  changeRole,
  createConversation,
  getConversation,
  listConversations,
  removeParticipant,
  renameConversation,
} from './conversations.routes.ts';
import {
  cancelExport,
  fetchExport,
  getExport,
  linkExport,
  listExports,
  startExport,
  startMyExport,
} from './exports.routes.ts';
import { adminInsight, adminLive } from './insight.routes.ts';
import { deleteMessage, editMessage, listChanges, listMessages, sendMessage } from './messages.routes.ts';
import { changePassword, endOtherSessions, endSession, eraseAccount, listSessions } from './own-account.routes.ts';
import { findPeople, person, presences } from './people.routes.ts';
import { listAdvances, putReceipt } from './receipts.routes.ts';
import { sendReport } from './reports.routes.ts';
import { getRetention, previewRetention, putRetention } from './retention.routes.ts';
import type { RouteSpec } from './route.ts';
import { searchMessages } from './search.routes.ts';
import { heads, sync } from './sync.routes.ts';
import { sendTelemetry } from './telemetry.routes.ts';
import { putUnreadMark, whyUnread } from './unread.routes.ts';

/** Every route of the contract: what is not here cannot be mounted, documented or called. */
export const routes = [
  register,
  signIn,
  signOut,
  listSessions,
  endOtherSessions,
  endSession,
  me,
  changeProfile,
  changePassword,
  eraseAccount,
  findPeople,
  person,
  presences,
  listConversations,
  createConversation,
  getConversation,
  renameConversation,
  addParticipants,
  changeRole,
  removeParticipant,
  listMessages,
  sendMessage,
  editMessage,
  deleteMessage,
  listChanges,
  putReceipt,
  listAdvances,
  startExport,
  startMyExport,
  listExports,
  getExport,
  cancelExport,
  linkExport,
  fetchExport,
  putUnreadMark,
  whyUnread,
  archiveForMe,
  archiveForAll,
  getRetention,
  putRetention,
  previewRetention,
  searchMessages,
  sync,
  heads,
  adminInstance,
  adminRetention,
  setRetention,
  previewInstanceRetention,
  listRetentionEntries,
  runRetention,
  sendReport,
  listErrors,
  getError,
  resolveError,
  sendTelemetry,
  adminLive,
  adminInsight,
] as const satisfies readonly RouteSpec[];
