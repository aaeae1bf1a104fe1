create operator family f1 using btree;
create operator family "F 2" using hash;
comment on operator family f1 using btree is 'one';
