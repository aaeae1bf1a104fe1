ALTER VIEW public.renamed_view RENAME TO v;

ALTER MATERIALIZED VIEW public.renamed_matview RENAME TO m;

ALTER VIEW public.v RENAME COLUMN renamed_column TO b;

ALTER MATERIALIZED VIEW public.m RENAME COLUMN renamed_key TO a;
