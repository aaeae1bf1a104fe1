--liquibase formatted sql
--property name:p value:val
-- changeset a:1 
do $x$ begin perform 1; end $x$;
select 'unclosed
/* block
--ignoreLines:1
select 9;
-- changeset a:2 runOnChange:true
  
select 9;
-- changeset "a b":"i 3" 
--liquibase formatted sql
-- 
--rollback select ';'; -- k
/**/
select "Q;q", E'\'';
--rollback select ';'; -- k
--liquibase formatted sql
select 9;

