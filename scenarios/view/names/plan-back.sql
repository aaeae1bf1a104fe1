DROP VIEW "Sch ema"."Vïew with a name of sixty-three bytes, which is the most it ca";

CREATE VIEW "Sch ema"."Vïew with a name of sixty-three bytes, which is the most it ca" AS
 SELECT "C ol",
    "select"
   FROM "Sch ema"."T äble";
