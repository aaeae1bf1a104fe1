create table "T able" ("A a" int, "b""b" varchar(10), "user" text);
create index "I x" on "T able" ("A a");
