create schema s;
create type s.shell;
comment on type s.shell is 'empty';
