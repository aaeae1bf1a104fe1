create schema s;
create type s.text2;
create function s.text2in(cstring) returns s.text2 language internal immutable strict as 'textin';
create function s.text2out(s.text2) returns cstring language internal immutable strict as 'textout';
create type s.text2 (input = s.text2in, output = s.text2out, like = text, category = 'S', collatable = true);
comment on type s.text2 is 'T';
create table s.t (a s.text2, b s.text2[]);
