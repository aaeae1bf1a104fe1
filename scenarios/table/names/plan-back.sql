DROP VIEW "Schéma d’été"."V""iew";

-- loses data: the rows of table "Schéma d’été"."日本語"
DROP TABLE "Schéma d’été"."日本語";

-- loses data: the rows of table "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée být"
DROP TABLE "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée být";
