CREATE TABLE "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée být" (
  "ïd" integer CONSTRAINT "Ünïcödé naïve tàblé wíth ä nàme öf sixt_ïd_not_null" NOT NULL,
  "weird ""name""" text DEFAULT 'it''s'::text,
  "select" integer,
  "Très long nom de colonne qui prend soixante-trois octets éé" integer,
  "back\slash" text DEFAULT 'a\b'::text,
  CONSTRAINT "Ünïcödé naïve tàblé wíth ä nàme öf sixt_select_check" CHECK (("select" > 0)),
  CONSTRAINT "Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée_pkey" PRIMARY KEY ("ïd")
);

CREATE TABLE "Schéma d’été"."日本語" (
  "列" integer
);

CREATE VIEW "Schéma d’été"."V""iew" AS
 SELECT "列" AS "c%s"
   FROM "Schéma d’été"."日本語";

CREATE INDEX "Ünïcödé naïve tàblé wíth ä nàm_weird ""name""_lower_idx" ON "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée být" USING btree ("weird ""name""", lower("back\slash"));

ALTER TABLE "Schéma d’été"."日本語" ADD CONSTRAINT "日本語_列_fkey" FOREIGN KEY ("列") REFERENCES "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée být"("ïd");

COMMENT ON COLUMN "Schéma d’été"."日本語"."列" IS E'列 — “quotes” ''and'' \\ more';
