drop index cases_open_step;
drop table channel_posting;
drop function refuse_channel_posting_change();
