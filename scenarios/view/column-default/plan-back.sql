DROP VIEW public.v;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

ALTER VIEW public.v ALTER COLUMN a SET DEFAULT 1;

ALTER VIEW public.v ALTER COLUMN b SET DEFAULT 'x'::text;
