--liquibase formatted sql
--property name:a value:AAA
--property name:b value:x${a}y
--property name:A value:second
--property name:HOME value:nothome
--property name:loc value:local1 global:false
--property name:loc value:local2 global:false
--property name:ctx value:c1 context:prod
--property name:ctx value:c2 context:test
--property name:o value:ora dbms:oracle
--property name:o value:pg dbms:postgresql
--property name: sp value: spaced
--property name:"q q" value:"quoted"
--changeset f:1
select '${a} ${A} ${b} ${HOME} ${home} ${Home} ${loc} ${ctx} ${o} ${sp} ${ a } ${user.name} ${PATHX} ${:a} ${${a}} ${q q} $${a} ${} ${a';
--changeset f:2
select '${late}';
--property name:late value:LATE
select 2;
--changeset ${a}:${b} runOnChange:${t} labels:${a} context:${b} dbms:${o} endDelimiter:${a} logicalFilePath:${a}/x
select 3;
--comment ${a} c
--changeset f:4 splitStatements:${t}
--preconditions onFail:MARK_RAN onFailMessage:"${a}"
--precondition-sql-check expectedResult:1 select ${a}
select 4;
--rollback drop ${a};
--validCheckSum ${a}
