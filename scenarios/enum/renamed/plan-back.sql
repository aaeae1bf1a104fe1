ALTER TYPE public.state RENAME TO e;
