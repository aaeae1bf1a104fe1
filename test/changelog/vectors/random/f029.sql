--liquibase formatted sql
-- changeset ${p}:1-1 stripComments:false
select 3;;
select 9;
-- changeset "a b":"i 2" labels:"a, b"

select 9;
--changeset "a b":"i 3" stripComments:false
--rollback not required
begin
 -- comment y
select 9;
-- changeset a:4 context:"a and b" endDelimiter:;;
end;
select 9;
