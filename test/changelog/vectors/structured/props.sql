--liquibase formatted sql
--property name:fromsql value:FS
--property name:sqllocal value:SL global:false
--property name:glob value:g3
--changeset a:s
select '${fromsql} ${sqllocal} ${glob} ${loc} ${later}';
