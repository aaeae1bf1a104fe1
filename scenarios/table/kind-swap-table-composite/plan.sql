DROP TYPE public.x;

CREATE TABLE public.x (
  a integer
);
