DROP INDEX public.t_a_b_idx;

DROP VIEW public.w;

DROP VIEW public.v;

-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

CREATE VIEW public.v AS
 SELECT id,
    b
   FROM public.t;

CREATE VIEW public.w AS
 SELECT id
   FROM public.v;
