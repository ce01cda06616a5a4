alter table finding drop column left_out;
drop trigger clearance_after_the_hits on finding;
drop function refuse_clearance_over_open_hits;
drop table hit_verdict;
drop function refuse_own_verdict;
drop table content_scan;
