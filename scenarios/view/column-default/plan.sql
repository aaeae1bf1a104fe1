CREATE OR REPLACE VIEW public.v AS
 SELECT a,
    b,
    b AS c
   FROM public.t;
