CREATE OR REPLACE VIEW "Sch ema"."Vïew with a name of sixty-three bytes, which is the most it ca" AS
 SELECT "C ol",
    "select",
    ('it''s'::text || "select") AS "it's"
   FROM "Sch ema"."T äble";

COMMENT ON COLUMN "Sch ema"."Vïew with a name of sixty-three bytes, which is the most it ca"."it's" IS E'it''s \\ here';
