DROP VIEW public.v;

DROP FOREIGN TABLE public.t;

CREATE TABLE public.t (
  a integer
);

CREATE VIEW public.v AS
 SELECT a
   FROM public.t;

ALTER PUBLICATION p ADD TABLE ONLY public.t;
