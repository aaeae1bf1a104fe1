--liquibase formatted sql
--property name:p value:val
-- changeset a b:1:x 
select 'a;b' -- c
-- plain comment
--rollback drop x;
select 'unclosed
  return 1; -- note
select 9;
-- changeset a b:2:x 
select ${p} ${late} ${undef};
--liquibase formatted sql logicalFilePath:other
*/ select 2;
-- rollback x
--rollback drop x;
select 'a;b' -- c
select 9;
  --changeset "a b":"i 3" 
/

select 9;
-- changeset "a b":"i 4" runWith:x endDelimiter::; splitStatements:true,
select 1;;;
'a\'b';
/*liquibase rollback
  select 1;

  select 2;
*/
select 9;

