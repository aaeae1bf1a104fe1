CREATE OR REPLACE VIEW public.v AS
 SELECT a,
    b
   FROM public.t
  WHERE ((a > 1) AND (b <> ''::text));
