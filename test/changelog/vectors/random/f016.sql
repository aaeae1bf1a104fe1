--liquibase formatted sql
--changeset a:1 
select 5:;
select 9;
-- changeset ${p}:2-2 labels:"a, b"
go
create function f() returns int language plpgsql as $$
select 1;;;
--comment: hello ${p}
select 9;
  --changeset a b:3:x context:"a and b" runOnChange:TRUE
insert into t values ('it''s; x');
--
select 3;;
 -- comment y
select 5:;
*/ select 2;
select 9;
--changeset "a b":"i 4" logicalFilePath:lp/${p}

do $x$ begin perform 1; end $x$;
go
select 9;

