import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Read models: what lists show of a case. Writing is done by `record-statement.ts` alone. */
@Entity('cases')
export class CaseEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('text') type!: string;
  @Column('integer') version!: number;
  @Column('text') state!: string;
  @Column('text') title!: string;
  @Column('integer') revision!: number;
  @Column('integer') seq!: number;
  @Column('text', { name: 'section_id', nullable: true }) sectionId!: string | null;
  @Column('text', { name: 'owner_id' }) ownerId!: string;
  @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('timestamptz', { name: 'next_due_at', nullable: true }) nextDueAt!: Date | null;
  @Column('boolean', { name: 'is_late' }) isLate!: boolean;
  @Column('jsonb') exposed!: Record<string, string>;
}

@Entity('task')
export class TaskEntity {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') seq!: number;
  @PrimaryColumn('integer') no!: number;
  @Column('text', { nullable: true }) role!: string | null;
  @Column('text', { name: 'section_id', nullable: true }) sectionId!: string | null;
  @Column('text', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text') state!: 'waiting' | 'open';
  @Column('timestamptz') since!: Date;
}

@Entity('event')
export class EventEntity {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('uuid', { name: 'command_id' }) commandId!: string;
  @Column('text', { name: 'actor_id' }) actorId!: string;
  @Column('text') action!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  @Column('jsonb') body!: Record<string, unknown>;
}

@Entity('case_copy')
export class CaseCopyEntity {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('text', { name: 'person_id' }) personId!: string;
  @Column('timestamptz', { name: 'copied_at' }) copiedAt!: Date;
}
