create table t (a int, b int generated always as identity (sequence name numbers start with 100));
