--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
--changeset a b:1:x runOnChange:true
--comment: hello ${p}
/**/
--validCheckSum: 9:abc
select 9;
