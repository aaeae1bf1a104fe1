create table t (a int, b int, c int);
create view v as select a, b from t;
grant select (a, c) on t to scenario_reader;
grant insert on t to "Scenario writer" with grant option;
grant update on t to "Scenario writer";
grant select (b) on v to public;
grant select, references on t to public;
