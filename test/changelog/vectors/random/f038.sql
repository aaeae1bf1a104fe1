--liquibase formatted sql
--property name:p value:val
-- changeset "a b":"i 1" 
go
begin
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
select 1;
select 9;
--changeset a b:2:x logicalFilePath:lp/${p} stripComments:false dbms:postgresql,!h2
select 'unclosed
select 1;;;
-->
select 9;
-- changeset "a b":"i 3" dbms:postgresql,!h2 runOnChange:false
	select	4 ;
select 1
case when 1 then 2 end;
--ignoreLines:1
select 9;
