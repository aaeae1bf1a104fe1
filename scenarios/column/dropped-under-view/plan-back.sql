DROP VIEW public.w;

DROP VIEW public.v;

ALTER TABLE public.t ADD COLUMN a text;

CREATE VIEW public.v AS
 SELECT id,
    a,
    b
   FROM public.t;

CREATE VIEW public.w AS
 SELECT id,
    a
   FROM public.v;

CREATE INDEX t_a_b_idx ON public.t USING btree (a, b);
