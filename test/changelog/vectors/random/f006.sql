--liquibase formatted sql logicalFilePath:top.sql
--changeset "a b":"i 1" context:a
select 'unclosed
begin
*/ select 2;
*/ select 2;
/* block
select 'a;b' -- c

select 9;

