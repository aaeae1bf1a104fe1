DROP VIEW public.counted;

DROP VIEW public.active;

CREATE VIEW public.active AS
 SELECT id,
    name AS title
   FROM public.account;

CREATE VIEW public.counted AS
 SELECT count(title) AS n
   FROM public.active;
