--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
-- changeset a b:1:x 
end;
select 9;
  --changeset a:2 
-- rollback x
/*liquibase rollback
  select 1;

  select 2;
*/
*/ select 2;
select 'a;b' -- c
--validCheckSum: 9:abc
-->
--validCheckSum: 9:abc
select 9;
-- changeset "a b":"i 3" splitStatements:true,
$$;
select 9;
