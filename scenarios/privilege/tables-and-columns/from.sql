create table t (a int, b int, c int);
create view v as select a, b from t;
grant select on t to scenario_reader;
grant insert (a, b) on t to "Scenario writer";
grant update on t to "Scenario writer" with grant option;
grant select (a) on v to public;
grant all on t to public;
