create operator family f1 using btree;
