DROP VIEW public.counted;

DROP VIEW public.named;

DROP VIEW public.active;

CREATE VIEW public.active AS
 SELECT id,
    email,
    name
   FROM public.account;

CREATE VIEW public.named AS
 SELECT id,
    name
   FROM public.active
  WHERE (name IS NOT NULL);

ALTER VIEW public.named ALTER COLUMN name SET DEFAULT 'nobody'::text;

CREATE VIEW public.counted AS
 SELECT count(*) AS n
   FROM public.named;

CREATE RULE silent AS
    ON DELETE TO public.counted DO INSTEAD NOTHING;

CREATE TRIGGER write INSTEAD OF INSERT ON public.named FOR EACH ROW EXECUTE FUNCTION public.write_active();

COMMENT ON RULE silent ON public.counted IS 'not deletable';

COMMENT ON TRIGGER write ON public.named IS 'writes through';

COMMENT ON COLUMN public.named.name IS 'never null';

COMMENT ON VIEW public.named IS 'with a name';

GRANT SELECT (name) ON TABLE public.named TO PUBLIC;

GRANT SELECT ON TABLE public.counted TO PUBLIC;
