create sequence a; create sequence b as bigint maxvalue 5000000000; create sequence c as int; create sequence d minvalue 1 maxvalue 10; create sequence e cycle cache 5;
