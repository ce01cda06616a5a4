import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('clock')
export class ClockEntity {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('text') name!: string;
  @Column('jsonb') facts!: unknown[];
  @Column('jsonb') breaches!: unknown[];
  @Column('text') state!: string;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
}

@Entity('timer')
export class TimerEntity {
  @PrimaryColumn('bigint') id!: number;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text') clock!: string;
  @Column('text') rung!: string;
  @Column('integer', { name: 'armed_seq' }) armedSeq!: number;
  @Column('timestamptz', { name: 'fire_at' }) fireAt!: Date;
  @Column('text') state!: 'armed' | 'fired' | 'superseded';
  @Column('integer', { name: 'fired_seq', nullable: true }) firedSeq!: number | null;
  @Column('timestamptz', { name: 'fired_at', nullable: true }) firedAt!: Date | null;
  @Column('text', { name: 'fired_by', nullable: true }) firedBy!: 'queue' | 'sweep' | null;
}

@Entity('clock_halt')
export class ClockHaltEntity {
  @PrimaryColumn('bigint') id!: number;
  @Column('timestamptz', { name: 'halted_at' }) haltedAt!: Date;
  @Column('text') reason!: string;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt!: Date | null;
  @Column('text', { name: 'released_by', nullable: true }) releasedBy!: string | null;
  @Column('text', { name: 'release_note', nullable: true }) releaseNote!: string | null;
}
