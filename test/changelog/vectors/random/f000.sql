--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
--changeset a:1 context:
æøå 日本;
--rollback drop x;
/* block
/
--liquibase formatted sql
select 9;
  --changeset a:2 runOnChange:false
--ignoreLines:1
-- plain comment
--
/**/
--comment: hello ${p}
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
select 'unclosed
select 9;