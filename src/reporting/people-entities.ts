import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Without the password's digest: no list needs it, so no list can show it. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') username!: string;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'name_en' }) nameEn!: string;
  @Column('text') email!: string;
  @Column('text') language!: 'zh' | 'en';
  @Column('boolean', { name: 'is_active' }) isActive!: boolean;
}

@Entity('section')
export class SectionEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') zh!: string;
  @Column('text') en!: string;
  @Column('boolean', { name: 'is_business' }) isBusiness!: boolean;
}

/** The table has no primary key, as its section may be null; TypeORM wants one, and nothing here reads single rows by it. */
@Entity('holding')
export class HoldingEntity {
  @PrimaryColumn('text', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('text') role!: string;
  @Column('text', { name: 'section_id', nullable: true }) sectionId!: string | null;
}
