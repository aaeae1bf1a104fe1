--liquibase formatted sql
--changeset a b:1:x failOnError:false runOnChange:false
--ignoreLines:1
'a\'b';
/*liquibase rollback
  select 1;

  select 2;
*/
/**/
case when 1 then 2 end;
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
select 3;;
select 9;