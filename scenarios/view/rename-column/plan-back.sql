DROP VIEW public.counted;

DROP VIEW public.active;

CREATE VIEW public.active AS
 SELECT id,
    name
   FROM public.account;

CREATE VIEW public.counted AS
 SELECT count(name) AS n
   FROM public.active;

COMMENT ON COLUMN public.active.name IS 'a comment of the old name';
