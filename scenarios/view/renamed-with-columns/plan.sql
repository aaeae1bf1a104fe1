ALTER VIEW public.v RENAME TO renamed_view;

ALTER MATERIALIZED VIEW public.m RENAME TO renamed_matview;

ALTER VIEW public.renamed_view RENAME COLUMN b TO renamed_column;

ALTER MATERIALIZED VIEW public.renamed_matview RENAME COLUMN a TO renamed_key;
