--liquibase formatted sql
  --changeset a b:1:x 
--preconditions onFail:MARK_RAN
--validCheckSum: 9:abc
select 9;
-- changeset a b:2:x runWith:x context:@${p} runOnChange:false
'a\'b';
select 1
select 1
select 1;;;
select 9;
  --changeset ${p}:3-3 endDelimiter::;
select "Q;q", E'\'';
select 9;
--changeset a:4 
--property name:p value:q global:false
--rollback empty
--comment: hello ${p}
/* liquibase rollback
drop y;
drop
z; */
/* liquibase rollback
drop y;
drop
z; */
--rollback
--comment
select 9;

