create schema "Schéma d’été";
create table "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée býtes é" (
  "ïd" int primary key,
  "weird ""name""" text default 'it''s',
  "select" int check ("select" > 0),
  "Très long nom de colonne qui prend soixante-trois octets éééééé" int,
  "back\slash" text default E'a\\b'
);
create index on "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée býtes é" ("weird ""name""", lower("back\slash"));
create table "Schéma d’été"."日本語" ("列" int references "Schéma d’été"."Ünïcödé naïve tàblé wíth ä nàme öf sixty-thrée býtes é");
comment on column "Schéma d’été"."日本語"."列" is '列 — “quotes” ''and'' \ more';
create view "Schéma d’été"."V""iew" as select "列" as "c%s" from "Schéma d’été"."日本語";
