create domain x as text; create table y();
