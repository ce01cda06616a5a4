drop table clock_halt, audit_checkpoint, archive_item, archive_submission, publication, document, stored_bytes, mail_item, mail, outbox,
  case_copy, task, finding, timer, event, clock, case_drafter, case_file, cases, calendar_version, used_definition, session, holding, person, section;
drop sequence case_number, index_number;
drop function refuse_change, refuse_own_finding, refuse_uncleared, refuse_unsealed_publication, refuse_timer_change, refuse_used_definition_change, business_now;
drop table installation;
