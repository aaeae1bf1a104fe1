create table "T able" ("A a" bigint not null default 3, "b""b" text, "user" text check ("user" <> ''), "été" int[]);
create unique index "I x" on "T able" ("A a");
comment on table "T able" is 'x';
comment on index "I x" is 'y';
