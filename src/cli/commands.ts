import { auditCheckpoint, auditVerify } from './audit.js';
import { archiveRun } from './run-archive.js';
import { calendarBatch, clockBatch } from './run-batch.js';
import { calendarImport } from './import-calendar.js';
import { rulesCheck, rulesDiagram } from './check-rules.js';
import type { Command } from './command.js';
import { doctor } from './doctor.js';
import { importNotice } from './import-notice.js';
import { migrateDatabase } from './migrate-database.js';
import { backup, restore } from './not-yet.js';
import { seed } from './seed.js';
import { simulate } from './simulate.js';
import { timersExplain } from './explain-timers.js';
import { timersReconcile, timersStatus } from './show-timers.js';
import { createAdmin, resetPassword } from './users.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  rulesCheck,
  rulesDiagram,
  simulate,
  calendarBatch,
  calendarImport,
  clockBatch,
  importNotice,
  timersStatus,
  timersReconcile,
  timersExplain,
  archiveRun,
  auditVerify,
  auditCheckpoint,
  doctor,
  migrateDatabase,
  seed,
  createAdmin,
  resetPassword,
  backup,
  restore,
];
