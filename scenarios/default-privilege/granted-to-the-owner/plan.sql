CREATE TABLE public.t (
  id integer
);

CREATE VIEW public.v AS
 SELECT id
   FROM public.t;

ALTER TABLE public.t OWNER TO scenario_owner_to_be;

ALTER VIEW public.v OWNER TO scenario_owner_to_be;

REVOKE SELECT ON TABLE public.t FROM scenario_reader_to_be;

ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLES FROM scenario_owner_to_be;

ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM scenario_reader_to_be;
