create schema "S s";
create type "S s"."T t" as enum ('a');
create function "S s"."F f"("A a" "S s"."T t", "select" "char", c character(3), d bit varying(4), e timestamp(3) with time zone[]) returns "S s"."T t" language sql as $body$select $$a$$::"S s"."T t"$body$;
create function "S s"."F f"("A a" "S s"."T t"[]) returns "S s"."T t" language sql as $$select 'a'::"S s"."T t"$$;
