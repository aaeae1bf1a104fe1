--liquibase formatted sql
--property name:p value:val
  --changeset a:1 stripComments:false endDelimiter:;; labels:"a, b"
*/ select 2;
--liquibase formatted sql logicalFilePath:other
/* liquibase rollback
drop y;
drop
z; */

select 1
select ${p} ${late} ${undef};
select 5:;
select 9;