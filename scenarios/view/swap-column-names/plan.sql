DROP VIEW public.v;

CREATE VIEW public.v AS
 SELECT a AS b,
    b AS a
   FROM public.t;

COMMENT ON COLUMN public.v.a IS 'first';
