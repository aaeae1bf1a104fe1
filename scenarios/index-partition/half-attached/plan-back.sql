DROP INDEX public.whole;
