create table "T t" ("A a" int);
