create schema s;
create schema u;
create publication p for tables in schema s;
