create sequence a increment -1 ; create sequence b as int maxvalue 1000; create sequence c as bigint; create sequence d minvalue 100 maxvalue 200 start 150; create sequence e;
