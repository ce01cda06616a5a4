import { CaseCopyEntity, CaseEntity, EventEntity, TaskEntity } from './case-entities.js';
import { ClockEntity, ClockHaltEntity, TimerEntity } from './clock-entities.js';
import { ArchiveSubmissionEntity, MailEntity, OutboxEntity, PublicationEntity } from './delivery-entities.js';
import { HoldingEntity, PersonEntity, SectionEntity } from './people-entities.js';

/** Every table that lists read, as TypeORM knows it. A test compares each with the migrated schema. */
export const entities = [
  CaseEntity,
  TaskEntity,
  EventEntity,
  CaseCopyEntity,
  ClockEntity,
  TimerEntity,
  ClockHaltEntity,
  OutboxEntity,
  MailEntity,
  PublicationEntity,
  ArchiveSubmissionEntity,
  PersonEntity,
  SectionEntity,
  HoldingEntity,
];
