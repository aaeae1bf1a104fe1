DROP VIEW public.named;

DROP VIEW public.active;

CREATE VIEW public.active AS
 SELECT id,
    name
   FROM public.account;

CREATE VIEW public.named AS
 SELECT id,
    name
   FROM public.active
  WHERE (name IS NOT NULL);

COMMENT ON COLUMN public.active.name IS 'as they like it';

COMMENT ON VIEW public.active IS 'who may log in';
