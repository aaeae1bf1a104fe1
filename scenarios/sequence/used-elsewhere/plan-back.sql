CREATE SEQUENCE public.s;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT nextval('public.s'::regclass);

CREATE VIEW public.v AS
 SELECT nextval('public.s'::regclass) AS nextval;
