--liquibase formatted sql
-- changeset a b:1:x 
 nbsp;
select "Q;q", E'\'';
-- 
 -- comment y
--liquibase formatted sql
	select	4 ;
  return 1; -- note
select 9;
--changeset a:2 
case when 1 then 2 end;
select 9;
  --changeset "a b":"i 3" labels:"a, b"
/* liquibase rollback
drop y;
drop
z; */
 nbsp;
go
select 9;
