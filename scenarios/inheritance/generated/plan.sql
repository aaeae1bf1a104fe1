CREATE TABLE public.parent (
  a integer,
  b integer GENERATED ALWAYS AS ((a * 2)) STORED
);

CREATE TABLE public.bare () INHERITS (public.parent);

CREATE TABLE public.child (
  a integer,
  b integer GENERATED ALWAYS AS ((a * 2)) STORED
) INHERITS (public.parent);
