--liquibase formatted sql logicalFilePath:top.sql
  --changeset "a b":"i 1" runOnChange:false failOnError:false
--liquibase formatted sql logicalFilePath:other
select 'a;b' -- c
select 9;
