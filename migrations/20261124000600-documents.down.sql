drop trigger publication_has_its_index_number on publication;
drop function keep_index_number();
drop table index_number_count;
drop table issued_index_number;
create sequence index_number;
