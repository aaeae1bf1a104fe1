create table "T t" ("A a" int, constraint "Ünïcödé cönstråint of süch a nàme that it fílls sixty-three, é" check ("A a" > 0), constraint "P p" primary key ("A a"));
comment on constraint "Ünïcödé cönstråint of süch a nàme that it fílls sixty-three, é" on "T t" is 'x';
