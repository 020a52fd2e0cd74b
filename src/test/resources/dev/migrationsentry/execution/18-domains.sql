create domain d as int not null not null;
create domain x as int check (value > 0) not enforced;
create domain x as int check (value > 0) enforced;
create domain y as int not null no inherit;
