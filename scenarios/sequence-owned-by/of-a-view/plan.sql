CREATE VIEW public.v AS
 SELECT id
   FROM public.t;

ALTER SEQUENCE public.s OWNED BY public.v.id;
