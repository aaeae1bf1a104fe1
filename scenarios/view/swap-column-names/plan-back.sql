DROP VIEW public.v;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

COMMENT ON COLUMN public.v.a IS 'first';
