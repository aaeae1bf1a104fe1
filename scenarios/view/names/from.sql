create schema "Sch ema";
create table "Sch ema"."T äble" ("C ol" int, "select" text);
create view "Sch ema"."Vïew with a name of sixty-three bytes, which is the most it ca"  as select "C ol", "select" from "Sch ema"."T äble";
