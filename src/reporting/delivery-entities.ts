import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('outbox')
export class OutboxEntity {
  @PrimaryColumn('bigint') id!: number;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('integer') seq!: number;
  @Column('integer') no!: number;
  @Column('text') effect!: string;
  @Column('timestamptz') instant!: Date;
  @Column('text') state!: 'pending' | 'done' | 'dead';
  @Column('integer') attempts!: number;
  @Column('timestamptz', { name: 'run_at' }) runAt!: Date;
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column('text', { name: 'last_error', nullable: true }) lastError!: string | null;
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt!: Date | null;
}

/** Without its words: who runs the system sees that a mail failed, and not what it said. */
@Entity('mail')
export class MailEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'recipient_id' }) recipientId!: string;
  @Column('timestamptz') instant!: Date;
  @Column('text') address!: string;
  @Column('text', { name: 'message_id' }) messageId!: string;
  @Column('text') state!: 'pending' | 'accepted' | 'failed';
  @Column('integer') attempts!: number;
  @Column('timestamptz', { name: 'run_at' }) runAt!: Date;
  @Column('boolean', { name: 'possible_duplicate' }) isPossibleDuplicate!: boolean;
  @Column('text', { nullable: true }) response!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
}

@Entity('publication')
export class PublicationEntity {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('text') field!: string;
  @PrimaryColumn('text') seal!: string;
  @Column('text') canonical!: string;
  @Column('text', { name: 'index_number' }) indexNumber!: string;
  @Column('timestamptz', { name: 'posted_at' }) postedAt!: Date;
  @Column('timestamptz', { name: 'taken_down_at', nullable: true }) takenDownAt!: Date | null;
}

@Entity('archive_submission')
export class ArchiveSubmissionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') quarter!: string;
  @Column('text') recipient!: string;
  @Column('integer') version!: number;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text') kind!: 'package' | 'nil-return';
  @Column('text') state!: 'building' | 'packed' | 'sent' | 'receipted' | 'rejected';
  @Column('integer', { name: 'item_count' }) itemCount!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
  @Column('timestamptz', { name: 'receipted_at', nullable: true }) receiptedAt!: Date | null;
}
