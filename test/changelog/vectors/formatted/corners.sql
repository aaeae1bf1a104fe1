--liquibase formatted sql logicalFilePath:x/y.sql
-- a comment before
--changeset a:quotes labels:"a b, c" contextFilter:"x or y"
select 'it''s', "Q;q", E'\'', $$a;b$$, $t$ c; $t$;
--changeset a:unicode-æøå-日本
select 'æøå — 日本語 🎉 é é' as "naïve";
--changeset a:delim1 endDelimiter:;;
create function f() as $$ begin x; end $$;;
select 1;;
--changeset a:delim2 endDelimiter:\n/
select 1
/
select 2
/
--changeset a:delim3 endDelimiter:$body$ stripComments:false
select 1 $body$ select 2
--changeset a:nosplit splitStatements:FALSE
select 1; select 2;
--changeset a:nostrip stripComments:False
-- keep
select 1; /* keep */
--changeset a:both splitStatements:false stripComments:false endDelimiter:go
-- keep
select 1
go
--changeset a:blank


select    1


;


--changeset a:tabs
	select	1
--changeset a:rb1
select 1;
--rollback select 2;
--rollback -- c
--rollback select 3;
--changeset a:rb2 rollbackSplitStatements:false
select 1;
--rollback select 2; select 3;
--changeset a:rb3 rollbackEndDelimiter:;;
select 1;
--rollback select 2;; select 3;;
--changeset "q a":"id with spaces, and: colon" runOnChange:true
select 1;
--changeset a:rb4
select 1;
/* liquibase rollback
   select 2;
   select 3;
*/
--changeset a:begin
begin; select 1; end; select 2;
--changeset a:case
select case when true then 1 else 2 end; select 3;
--changeset a:tag1 context:@only
select 1;
--changeset a:long
create or replace function ff(a int, b text default 'x;y') returns trigger language plpgsql as $fn$
declare
  r record; -- note; here
begin
  for r in select * from t loop
    if r.a = 1 then
      perform 'a--b';
    end if;
  end loop;
  return new;
end;
$fn$;
comment on function ff is 'semi; colon -- dash';
