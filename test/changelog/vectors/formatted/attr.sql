--liquibase formatted sql
--changeset f:1 runOnChange:TRUE runAlways:yes runInTransaction:no failOnError:1
select 1;
-- changeset f:2 runOnChange:true runOnChange:false
select 2;
  --   CHANGESET   f o o:3:4 context:(a or b) labels:"x, y"
select 3;
--changeset "a:b":"c d e" contextFilter:a,b context:zz dbms:postgresql,!h2 endDelimiter:;;
select 4;; select 5;;
--changeset f:5 splitStatements:no
select 5; select 5;
--changeset f:6 splitStatements:false endDelimiter:x
select 5; select 5;
--changeset f:7 stripComments:nah
-- c
select 5; /* x */ select 5;
--changeset f:8 runWith:psql runWithSpoolFile:a b c
select 8
--changeset f:9 ignore:true created:now objectQuotingStrategy:QUOTE_ALL_OBJECTS
select 9
go
select 10
/
select 11
  /
select 12
GO
select 13;
--changeset f:10 endDelimiter:\n\n
select 10

select 11

--changeset f:11 endDelimiter:#
select 10 # select 11 #
--changeset f:12 endDelimiter:|
select 10 | select 11
--changeset f:13 endDelimiter:$$
select 10 $$ select 11
--changeset f:14 endDelimiter:go
select 10
go
select 11
go
--changeset f:15 endDelimiter:/
select 10
/
select 4/2
/
--changeset f:16 endDelimiter:@@
select 10 @@
select 4/2 @@ select 'a@@b' @@
--changeset f:17 endDelimiter:END
select 10 END select 11 end select
--changeset f:18 endDelimiter::;
select 1;
select 2:;
--changeset f:19 context:@test and  b
select 1
--changeset f:20 labels: x
select 1
--changeset f:21 splitStatements:false, stripComments:false
select 1; -- z
--changeset f:22 dbms:all
select 1
--changeset f:23 dbms:none
select 1
--changeset f:24 dbms:"postgresql"
select 1
--changeset f:25-x_y.z runonchange:true RUNALWAYS:true
select 1
--changeset f:last
select 1
/
