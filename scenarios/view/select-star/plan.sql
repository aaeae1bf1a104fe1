DROP VIEW public.w;

ALTER TABLE public.t ADD COLUMN c date;

CREATE OR REPLACE VIEW public.v AS
 SELECT a,
    b,
    c
   FROM public.t;

CREATE VIEW public.w AS
 SELECT a,
    b,
    c,
    1 AS one
   FROM public.v;
