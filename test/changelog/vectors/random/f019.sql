--liquibase formatted sql
--changeset a:1 
'a\'b';
--rollback
case when 1 then 2 end;
--rollback empty
end;
select 9;
  --changeset a b:2:x labels:l1,L2 runOnChange:true
--rollback empty
--rollback
select 9;
-- changeset "a b":"i 3" labels:l1,L2
/* liquibase rollback
drop y;
drop
z; */
-- plain comment
--liquibase formatted sql logicalFilePath:other
select 1;
/
insert into t values ('it''s; x');
select 9;
-- changeset "a b":"i 4" runOnChange:TRUE runOnChange:false (a:b)
--validCheckSum any
-- comment prose
-- 
--preconditions onFail:MARK_RAN
$$;
end;
select 9;