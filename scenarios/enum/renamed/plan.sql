ALTER TYPE public.e RENAME TO state;
