create view numbers as select 1 as n;
