CREATE OR REPLACE VIEW public.active AS
 SELECT id,
    name,
    email
   FROM public.account;

COMMENT ON COLUMN public.active.email IS 'unverified';
