DROP INDEX public."I 9";

DROP INDEX public.i1;

DROP INDEX public.i2;

DROP INDEX public.i3;

DROP INDEX public.i4;

DROP INDEX public.i5;

DROP INDEX public.i6;

DROP INDEX public.i7;

DROP INDEX public.i8;
